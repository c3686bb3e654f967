#include "store/migrations.h"

namespace quoth {

extern const std::string_view migration_0001_record_data;
extern const std::string_view migration_0002_people_data;
extern const std::string_view migration_0003_quotes_data;
extern const std::string_view migration_0004_sections_data;

std::span<const Migration> migrations() {
  static const Migration kMigrations[] = {
      {1, "0001_record", migration_0001_record_data},
      {2, "0002_people", migration_0002_people_data},
      {3, "0003_quotes", migration_0003_quotes_data},
      {4, "0004_sections", migration_0004_sections_data},
  };
  return kMigrations;
}

}  // namespace quoth
