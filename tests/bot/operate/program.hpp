#pragma once

#include "tests/storage/temporary_database.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <sys/wait.h>

namespace holdfast {

/// The built program, run in a folder of its own with an environment of its own.
class Program {
public:
    struct Run {
        int status = -1;
        std::string out;
        std::string err;
    };

    /// @param arguments as typed in a shell
    /// @param environment `NAME=value …` in addition
    [[nodiscard]] Run run(const std::string& arguments, const std::string& environment = {}) const {
        const auto command = "cd '" + (folder / "").string() + "' && env -i HOLDFAST_DB=holdfast.db " + environment +
                             " '" HOLDFAST_PROGRAM "' " + arguments + " >out 2>err </dev/null";
        const int result = std::system(command.c_str());
        return {WIFEXITED(result) ? WEXITSTATUS(result) : -1, read("out"), read("err")};
    }

    void write(const char* name, std::string_view text) const {
        std::ofstream{folder / name, std::ios::binary} << text;
    }

    [[nodiscard]] std::string read(const char* name) const {
        std::ifstream file{folder / name, std::ios::binary};
        return {std::istreambuf_iterator<char>{file}, {}};
    }

    TemporaryFolder folder;
};

} // namespace holdfast
