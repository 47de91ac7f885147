# cmake -D OUTPUT=file.cpp -D FOLDER=dir -D FILES=a|b|c -P embed.cmake
# Writes the playbook files, named relative to FOLDER, into a source file as `holdfast::built_in_files()`.
string(REPLACE "|" ";" names "${FILES}")
set(entries "")
foreach(name IN LISTS names)
  file(READ "${FOLDER}/${name}" text)
  string(APPEND entries "    {\"${name}\", R\"playbook(${text})playbook\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "// Generated from playbooks/catalog; change the files there.
#include \"playbooks/catalog/playbook_file.hpp\"

#include <array>

namespace holdfast {

namespace {

constexpr std::array files{std::to_array<BuiltInFile>({
${entries}})};

} // namespace

std::span<const BuiltInFile> built_in_files() {
    return files;
}

} // namespace holdfast
")
