// Runs a fuzz harness without a fuzzing engine: over the files given, and the files of the
// directories given.
//
//   fuzz_decode [--mutations=N] PATH...
//
// With --mutations, over N altered copies of each file too, the same ones at each run. A harness
// aborts on a broken invariant; the input is then named on stderr. Link the harness with
// -fsanitize=fuzzer instead of this file to search on.
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

namespace fs = std::filesystem;

char current_input[4096];

void name_input(int signal) {
  const char* const parts[] = {"failed on ", current_input, "\n"};
  for (const char* part : parts) {
    if (write(STDERR_FILENO, part, std::strlen(part)) < 0) break;
  }
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void run(const std::string& bytes, const std::string& name) {
  std::snprintf(current_input, sizeof current_input, "%s", name.c_str());
  // Exactly as large as the input, so that a sanitizer sees a read past its end.
  const std::unique_ptr<uint8_t[]> data(new uint8_t[bytes.size()]);
  std::copy(bytes.begin(), bytes.end(), data.get());
  LLVMFuzzerTestOneInput(data.get(), bytes.size());
}

class Mutator {
 public:
  explicit Mutator(uint64_t seed) : random_(seed) {}

  // One to eight edits: a byte replaced, inserted or removed, a piece repeated or cut off.
  std::string mutate(std::string bytes) {
    for (size_t n = 1 + below(8); n > 0; --n) edit(bytes);
    return bytes;
  }

 private:
  size_t below(size_t n) { return n == 0 ? 0 : random_() % n; }

  char byte() {
    static constexpr char kTelling[] = "\0\n\r\t \"\\{}[],:u\x80\x93\xC3\xE9\xEF\xFE\xFF\xD8\xDC";
    const bool telling = below(2) == 0;
    return telling ? kTelling[below(sizeof kTelling - 1)] : static_cast<char>(below(256));
  }

  void edit(std::string& bytes) {
    const size_t at = below(bytes.size() + 1);
    switch (below(5)) {
      case 0: bytes.insert(at, 1, byte()); break;
      case 1: bytes.erase(at, 1 + below(4)); break;
      case 2: bytes.insert(at, bytes.substr(below(bytes.size()), below(32))); break;
      case 3: bytes.resize(at); break;
      default:
        if (at < bytes.size()) bytes[at] = byte();
    }
  }

  std::mt19937_64 random_;
};

std::vector<fs::path> files_of(const fs::path& path) {
  std::vector<fs::path> files;
  if (!fs::is_directory(path)) return {path};
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  constexpr char kMutations[] = "--mutations=";
  size_t n_mutations = 0, n_files = 0;
  for (const int signal : {SIGABRT, SIGSEGV, SIGBUS}) std::signal(signal, name_input);
  for (int i = 1; i < argc; ++i) {
    if (std::strncmp(argv[i], kMutations, sizeof kMutations - 1) == 0) {
      n_mutations = std::strtoull(argv[i] + sizeof kMutations - 1, nullptr, 10);
      continue;
    }
    for (const fs::path& path : files_of(argv[i])) {
      std::ifstream in(path, std::ios::binary);
      if (!in) {
        std::fprintf(stderr, "cannot read %s\n", path.c_str());
        return 2;
      }
      const std::string bytes(std::istreambuf_iterator<char>(in), {});
      run(bytes, path);
      Mutator mutator(n_files++);
      for (size_t n = 1; n <= n_mutations; ++n) {
        run(mutator.mutate(bytes), path.string() + ", mutation " + std::to_string(n));
      }
    }
  }
  std::printf("%zu files, %zu mutations of each\n", n_files, n_mutations);
  return n_files == 0 ? 2 : 0;
}
