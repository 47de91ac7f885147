#pragma once

namespace holdfast {

/// Runs what the arguments say.
/// @return 0; 1 after an error, said in one line on standard error; 2 for wrong usage
[[nodiscard]] int run_command_line(int argc, const char* const* argv);

} // namespace holdfast
