// News feeds: RSS 0.9 to 2.0, RSS 1.0 (RDF) and Atom 0.3 and 1.0.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "read/limits.h"
#include "read/reader.h"

namespace quoth {

// The entries of a feed in their order, each as feed_entry.h says: an article of plain text or a
// page of its markup, with the feed's title for the publisher.
//
//   <rss version="2.0"><channel>
//     <title>The Ellin Tern</title> <link>https://tern.example/</link> <language>en</language>
//     <item><guid>tern-9</guid> <title>Basin to close</title> <link>/9</link>
//       <dc:creator>Jo Fenwick</dc:creator> <pubDate>Tue, 5 Mar 2024 08:30:00 GMT</pubDate>
//       <content:encoded><![CDATA[<p>The basin …</p>]]></content:encoded></item>
//   </channel></rss>
//
//   -> a page, id tern-9, url https://tern.example/9, published 2024-03-05T08:30:00Z
//
// Markup may be escaped, in CDATA, or elements (Atom's type="xhtml"). Prefixes count by what they
// are declared for, and undeclared ones (content, dc, atom) by custom. Elements of other
// vocabularies, media and podcasts among them, are passed over. Named entities of HTML need no
// declaration. The encoding is UTF-8 wherever the bytes are; else the one that is declared, if ICU
// has it and its characters are single bytes, or UTF-16; else found by its bytes (text/decode.h).
//
// Nothing is loaded: external entities and DTDs are passed over. What fails (kInvalidXml,
// kTooLarge for a feed that is over the limits or that grows over ten times its size by entities,
// kInvalidDocument for XML that is no feed) is the last item, after the entries before the fault.
std::vector<ReadItem> read_feed(std::string_view bytes, const std::string& where,
                                const DocumentLimits& limits = {});

}  // namespace quoth
