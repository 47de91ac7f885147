#include "storage/database.hpp"

#include "storage/private_file.hpp"

namespace holdfast {

Database::Database(std::filesystem::path file, std::size_t queue_limit)
    : file_{std::move(file)}, writer_{created_for_owner_alone(file_), queue_limit} {}

} // namespace holdfast
