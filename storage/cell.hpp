#pragma once

#include <string>

namespace holdfast {

/// The three kinds of values that every SQL database agrees on.
enum class CellType { integer, real, text };

/// One value on its way into a statement or out of it; the member named by `type` is the one that counts.
struct Cell {
    CellType type = CellType::integer;
    bool null = false;
    long long integer = 0;
    double real = 0;
    std::string text;
};

} // namespace holdfast
