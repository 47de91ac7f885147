// The playbook files that people may edit. Input: `steps`, `roles`, `plans`, `concessions`, `promises` or `mustache` on
// a line, then the text.

#include "playbooks/catalog/mustache_file.hpp"
#include "playbooks/catalog/yaml_files.hpp"
#include "tests/fuzz/claims.hpp"

#include <array>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast;
    const auto [which, text] = fuzz::split_line(fuzz::text_of(data, size));
    const PlaybookFile file{"edited", std::string{text}};
    std::vector<CatalogError> errors;
    if (which == "steps") static_cast<void>(read_steps(file, errors));
    if (which == "roles") static_cast<void>(read_roles(file, errors));
    if (which == "plans") static_cast<void>(read_plan_templates(file, errors));
    if (which == "concessions") static_cast<void>(read_concessions(file, errors));
    if (which == "promises") static_cast<void>(read_promise_words(file, errors));
    constexpr std::array<std::string_view, 2> names{"account", "text"};
    if (which == "mustache") static_cast<void>(read_mustache(file, names, errors));
    for (const auto& error : errors) {
        fuzz::must(error.file == "edited" && error.line >= 0 && !error.message.empty(),
                   "a complaint says what and where");
        static_cast<void>(error.in_one_line());
    }
    return 0;
}
