#include "playbooks/catalog/yaml_documents.hpp"

#include <yaml-cpp/eventhandler.h>

#include <sstream>

namespace holdfast {

namespace {

/// Notes where the content of a document begins.
class BeginningOfContent final : public YAML::EventHandler {
public:
    [[nodiscard]] const std::optional<YAML::Mark>& mark() const { return mark_; }

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { note(mark); }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { note(mark); }
    void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t, const std::string&) override {
        note(mark);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                         YAML::EmitterStyle::value) override {
        note(mark);
    }
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
        note(mark);
    }
    void OnMapEnd() override {}

private:
    void note(const YAML::Mark& mark) {
        if (!mark_) mark_ = mark;
    }

    std::optional<YAML::Mark> mark_;
};

std::optional<YAML::Mark> next_document(YAML::Parser& parser) {
    BeginningOfContent beginning;
    if (!parser.HandleNextDocument(beginning)) return std::nullopt;
    return beginning.mark();
}

} // namespace

YamlDocuments read_documents(const std::string& text) {
    std::istringstream stream{text};
    YAML::Parser parser{stream};
    const auto first = next_document(parser);
    if (!first) return {};
    const auto second = next_document(parser);
    // The parser that makes no way would report the same document for ever.
    if (second && second->pos == first->pos) throw YAML::ParserException{*first, "a value cannot begin so"};
    return {YAML::Load(text), second};
}

} // namespace holdfast
