#pragma once

#include "playbooks/catalog/catalog.hpp"

#include <string>
#include <utility>
#include <vector>

namespace holdfast {

/// Collects what is wrong with one playbook file.
class FileErrors {
public:
    /// @param file as people find it; @param errors outlives this.
    FileErrors(std::string file, std::vector<CatalogError>& errors) : file_{std::move(file)}, errors_{errors} {}

    /// @param line from 1, 0 for the whole file
    void add(int line, std::string key, std::string message) {
        errors_.push_back({file_, line, std::move(key), std::move(message)});
    }

private:
    std::string file_;
    std::vector<CatalogError>& errors_;
};

} // namespace holdfast
