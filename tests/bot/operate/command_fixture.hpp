#pragma once

#include "tests/bot/operate/program.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace holdfast {

/// Runs commands as an operator does.
class CommandTest : public ::testing::Test {
protected:
    /// Acme's renewal is near and nobody has talked about it; Globex is fine as far as is known.
    void import_accounts() {
        program_.write("accounts.csv", "id,name,renewal_date,owner\nacme,Acme GmbH,2026-06-01,U1\nglobex,Globex,,\n");
        ASSERT_EQ(program_.run("import accounts accounts.csv").status, 0);
    }

    void open_rescue() {
        import_accounts();
        ASSERT_THAT(program_.run("sweep --as-of 2026-05-04").out, ::testing::HasSubstr("opened acme#1"));
    }

    static void expect_one_line_of_complaint(const Program::Run& run) {
        EXPECT_EQ(std::ranges::count(run.err, '\n'), 1) << run.err;
        EXPECT_TRUE(run.err.starts_with("holdfast: ")) << run.err;
    }

    Program program_;
};

} // namespace holdfast
