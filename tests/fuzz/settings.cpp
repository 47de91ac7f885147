// The configuration file. Input: its text.

#include "config/settings_file.hpp"
#include "tests/fuzz/claims.hpp"

#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast;
    const auto read = read_settings(std::string{fuzz::text_of(data, size)}, "holdfast.yaml");
    if (read) return 0;
    const auto& error = read.error();
    fuzz::must(!error.message.empty() && error.line >= 0 && error.column >= 0, "a refusal says what and where");
    static_cast<void>(to_text(error));
    return 0;
}
