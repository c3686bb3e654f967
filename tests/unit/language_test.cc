#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "language/detect.h"

namespace quoth {
namespace {

struct Sample {
  std::string_view tag, text;
};

// Two or three sentences of made-up news each.
constexpr Sample kSamples[] = {
    {"de",
     "Der Stadtrat von Ostermoor beriet am Dienstag über den Haushalt für das kommende Jahr. "
     "„Es wird knapp, aber wir schaffen das“, sagte Bürgermeisterin Hanne Lübbers nach der Sitzung "
     "vor Journalisten. Die Opposition warf ihr vor, die Zahlen zu spät vorgelegt zu haben."},
    {"fr",
     "Le conseil municipal a voté mardi soir le budget de l’année prochaine après six heures de "
     "débats. « Nous avons fait des choix difficiles », a déclaré la maire, Odile Ferrandier, qui "
     "promet de ne pas augmenter les impôts. L’opposition dénonce un manque de transparence."},
    {"es",
     "El ayuntamiento aprobó el martes el presupuesto del próximo año tras seis horas de debate. "
     "«Hemos tomado decisiones difíciles», dijo la alcaldesa Inés Carballo, que prometió no subir "
     "los impuestos. La oposición criticó la falta de transparencia de las cuentas."},
    {"pt",
     "A câmara municipal aprovou na terça-feira o orçamento do próximo ano, depois de seis horas "
     "de "
     "discussão. “Fizemos escolhas difíceis”, disse a presidente, Inês Duarte, que prometeu não "
     "aumentar os impostos. A oposição criticou a falta de transparência das contas."},
    {"it",
     "Il consiglio comunale ha approvato martedì il bilancio del prossimo anno dopo sei ore di "
     "discussione. «Abbiamo fatto scelte difficili», ha detto la sindaca Ada Morosini, che ha "
     "promesso di non aumentare le tasse. L’opposizione ha criticato la mancanza di trasparenza."},
    {"nl",
     "De gemeenteraad keurde dinsdag na zes uur debat de begroting voor volgend jaar goed. „We "
     "hebben moeilijke keuzes gemaakt”, zei burgemeester Anneke Terpstra, die beloofde de "
     "belastingen niet te verhogen. De oppositie vindt dat de cijfers te laat zijn gekomen."},
    {"sv",
     "Kommunfullmäktige godkände på tisdagen budgeten för nästa år efter sex timmars debatt. ”Vi "
     "har gjort svåra val”, sade borgmästaren Kerstin Ahlbeck, som lovade att inte höja skatten. "
     "Oppositionen tycker att siffrorna kom alldeles för sent och att ingen kunde läsa dem."},
    {"pl",
     "Rada miasta przyjęła we wtorek budżet na przyszły rok po sześciu godzinach obrad. "
     "„Podjęliśmy "
     "trudne decyzje”, powiedziała burmistrz Jolanta Wierzba, która obiecała nie podnosić "
     "podatków. "
     "Opozycja skrytykowała brak przejrzystości i późne przedstawienie danych."},
    {"tr",
     "Belediye meclisi salı günü altı saatlik görüşmenin ardından gelecek yılın bütçesini "
     "onayladı. "
     "Başkan Aylin Sarıgül, “Zor kararlar aldık” dedi ve vergileri artırmayacağına söz verdi. "
     "Muhalefet ise rakamların çok geç açıklandığını söyleyerek yönetimi eleştirdi."},
    {"ru",
     "Городской совет во вторник утвердил бюджет на следующий год после шести часов обсуждения. "
     "«Мы приняли трудные решения», — сказала мэр Ольга Верещагина и пообещала не повышать "
     "налоги."},
    {"el",
     "Το δημοτικό συμβούλιο ενέκρινε την Τρίτη τον προϋπολογισμό του επόμενου έτους. «Πήραμε "
     "δύσκολες αποφάσεις», είπε η δήμαρχος Ελένη Βαρδάκη και υποσχέθηκε να μην αυξήσει τους "
     "φόρους."},
    {"ar",
     "وافق مجلس المدينة يوم الثلاثاء على ميزانية العام المقبل بعد ست ساعات من النقاش. وقالت رئيسة "
     "البلدية ليلى الحمداني إن المجلس اتخذ قرارات صعبة، ووعدت بعدم زيادة الضرائب هذا العام."},
    {"he",
     "מועצת העיר אישרה ביום שלישי את התקציב לשנה הבאה לאחר שש שעות של דיון. ראש העיר נועה ברקאי "
     "אמרה כי המועצה קיבלה החלטות קשות והבטיחה לא להעלות את המיסים בשנה הקרובה."},
    {"hi",
     "नगर परिषद ने मंगलवार को छह घंटे की बहस के बाद अगले वर्ष का बजट पारित किया। महापौर मीरा कुलकर्णी ने "
     "कहा कि परिषद ने कठिन निर्णय लिए हैं और कर नहीं बढ़ाए जाएंगे।"},
    {"ja",
     "市議会は火曜日、6時間にわたる審議の末、来年度の予算を可決した。市長の森田薫氏は「難しい決断だ"
     "った」と"
     "述べ、増税はしないと約束した。野党は数字の公表が遅すぎたと批判している。"},
    {"ko",
     "시의회는 화요일 여섯 시간에 걸친 토론 끝에 내년 예산을 승인했다. 한서윤 시장은 “어려운 "
     "결정을 "
     "내렸다”며 세금을 올리지 않겠다고 약속했다. 야당은 수치가 너무 늦게 공개되었다고 비판했다."},
    {"zh",
     "市议会星期二经过六个小时的辩论，通过了明年的预算。市长林若兰说：“我们作出了艰难的决定。”她承"
     "诺不会增加"
     "税收。反对派批评说，这些数字公布得太晚，没有人有时间阅读。"},
};

TEST(Language, NamesTheLanguageOfAFewSentences) {
  for (const Sample& sample : kSamples) {
    const DetectedLanguage found = detect_language(sample.text);
    EXPECT_EQ(found.tag, sample.tag) << sample.text;
    EXPECT_GE(found.percent, kMinPercent) << sample.tag;
  }
}

constexpr std::string_view kEnglish =
    "The harbour council met on Tuesday to vote on the budget for next year. “We have made hard "
    "choices,” said the mayor, Ines Duarte, who promised that taxes would not rise. The opposition "
    "said the figures had come so late that nobody had had the time to read them.";

std::string with_case(std::string_view text, int (*change)(int)) {
  std::string out(text);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x80) c = static_cast<char>(change(c));
  }
  return out;
}

TEST(Language, KnowsEnglishInAnyCase) {
  EXPECT_EQ(detect_language(kEnglish).tag, "en");
  EXPECT_EQ(detect_language(with_case(kEnglish, std::toupper)).tag, "en");
  EXPECT_EQ(detect_language(with_case(kEnglish, std::tolower)).tag, "en");
}

// None of these may count as foreign; most are even sure to be English.
TEST(Language, EnglishWithForeignNamesIsNotForeign) {
  const std::string_view texts[] = {
      "Grzegorz Wiśniewski of Przedsiębiorstwo Wodociągów told Małgorzata Szczepańska that the "
      "Łódź works would close, and Zbigniew Krzyżanowski said Andrzej Jabłoński knew.",
      "Among those invited were Jürgen Grünwald of Süddeutsche Wasserwerke, François Lévêque of "
      "the "
      "Société Générale des Eaux and Nguyễn Thị Hương of Công ty Cấp nước.",
      "The prefect, Konstantinos Papadimitrakopoulos, met Eleftheria Hatzigeorgiou in Thessaloniki "
      "before flying to Ulaanbaatar to see Batbayar Ganzorig and Enkhtuya Dorjsuren.",
      "“¿Qué quieren?” she asked. “No lo sé,” said Ramón Echeverría. The crowd went on shouting "
      "“¡Agua "
      "para todos!” outside the Palacio Municipal until the police came.",
  };
  for (const std::string_view text : texts) {
    const std::string tag = detect_language(text).tag;
    EXPECT_TRUE(tag.empty() || tag == "en") << tag << ": " << text;
  }
}

TEST(Language, AShortTextIsNotForeign) {
  for (const std::string_view text :
       {"", " ", "\n", "1987", "42 %, 7.5 %", "Bonjour", "Gesundheit!", "Ja, das stimmt.",
        "Rio de Janeiro", "Sao Paulo, Minas Gerais, Bahia, Ceara: Banco do Estado", "¡Sí!",
        "Der Vertrag gilt bis Ende Juni, sagte sie."}) {
    const std::string tag = detect_language(text).tag;
    EXPECT_TRUE(tag.empty() || tag == "en") << tag << ": " << text;
  }
}

TEST(Language, AMixtureIsUnsure) {
  const std::string mixed = std::string(kSamples[0].text) + "\n\n" + std::string(kEnglish);
  EXPECT_EQ(detect_language(mixed), DetectedLanguage());
}

TEST(Language, LooksAtTheBeginningOnly) {
  std::string text;
  while (text.size() < kMaxDetectBytes) text += std::string(kEnglish) + "\n\n";
  const DetectedLanguage beginning = detect_language(text);
  EXPECT_EQ(beginning.tag, "en");
  for (int i = 0; i < 2000; ++i) text += kSamples[0].text;
  EXPECT_EQ(detect_language(text), beginning);
  // The cut falls between two characters, wherever it would fall.
  for (int shift = 0; shift < 4; ++shift) {
    std::string japanese(static_cast<size_t>(shift), ' ');
    while (japanese.size() < kMaxDetectBytes + 100) japanese += kSamples[14].text;
    EXPECT_EQ(detect_language(japanese).tag, "ja") << shift;
  }
}

TEST(Language, ReadsOverCharactersThatAreNoText) {
  const std::string noise("\x01\x1B[0m \x7F \xEF\xBF\xBE \xEF\xB7\x90 \xF0\x9F\xBF\xBF ", 24);
  EXPECT_EQ(detect_language(noise + std::string(kSamples[0].text)).tag, "de");
  EXPECT_EQ(detect_language(std::string(kEnglish) + noise).tag, "en");
  EXPECT_EQ(detect_language("\xFF\xFE" + std::string(kSamples[1].text)).tag, "fr");
}

TEST(Language, GivesTheSameOnEveryThread) {
  std::vector<std::thread> threads;
  std::vector<int> wrong(4, 0);
  for (size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&wrong, t] {
      for (int round = 0; round < 20; ++round) {
        for (const Sample& s : kSamples) wrong[t] += detect_language(s.text).tag != s.tag;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

TEST(Language, MakesATagOfWhatAnInputCallsALanguage) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"en", "en"},      {"en-GB", "en-GB"},     {"pt_BR", "pt-BR"}, {"eng", "en"},
      {"ENGLISH", "en"}, {"English", "en"},      {"German", "de"},   {"PORTUGUESE", "pt"},
      {"HEBREW", "he"},  {"zh-Hant", "zh-Hant"}, {"nds", "nds"},     {"", ""},
      {"e", ""},         {"Elvish", ""},         {"12", ""},         {"en GB", ""},
      {"unknown", ""},   {"Unknown", ""},        {"-GB", ""}};
  for (const auto& [called, tag] : cases) EXPECT_EQ(language_tag(called), tag) << called;
  EXPECT_EQ(language_tag(std::string(100, 'e')), "");
}

TEST(Language, KnowsTagsOfEnglish) {
  for (const std::string_view tag : {"en", "EN", "en-GB", "en_US", "En-Latn-US"}) {
    EXPECT_TRUE(is_english_tag(tag)) << tag;
  }
  for (const std::string_view tag : {"", "e", "eng", "enm", "de", "de-en", "-en"}) {
    EXPECT_FALSE(is_english_tag(tag)) << tag;
  }
}

}  // namespace
}  // namespace quoth
