#include "config/example_yaml.hpp"
#include "config/keys.hpp"
#include "config/settings_file.hpp"
#include "tests/config/shown_settings.hpp"

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

namespace holdfast {
namespace {

const std::string example_path = HOLDFAST_SOURCE_DIR "/config/holdfast.example.yaml";

std::string content_of(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

void collect_paths(const YAML::Node& node, const std::string& prefix, std::set<std::string>& paths) {
    for (const auto& entry : node) {
        const std::string path = prefix + entry.first.Scalar();
        if (entry.second.IsMap()) {
            collect_paths(entry.second, path + ".", paths);
        } else {
            paths.insert(path);
        }
    }
}

TEST(ExampleFile, loads_to_the_defaults) {
    EXPECT_EQ(shown(read_settings(content_of(example_path), example_path)), shown(Settings{}));
}

TEST(ExampleFile, holds_every_key_and_no_other) {
    std::set<std::string> written;
    collect_paths(YAML::LoadFile(example_path), "", written);
    std::set<std::string> known;
    for (const Key& key : setting_keys()) {
        EXPECT_TRUE(known.insert(key.path).second) << key.path << " is bound twice";
    }
    EXPECT_EQ(written, known);
}

TEST(ExampleFile, is_what_the_table_of_keys_says) {
    const std::string wanted = example_yaml();
    if (content_of(example_path) == wanted) {
        return;
    }
    const std::string wanted_path = testing::TempDir() + "holdfast.example.yaml";
    std::ofstream{wanted_path} << wanted;
    FAIL() << "The keys changed. Take the new file: cp " << wanted_path << " " << example_path;
}

} // namespace
} // namespace holdfast
