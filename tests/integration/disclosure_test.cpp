#include <fstream>
#include <nlohmann/json.hpp>

#include "shared/evidence/disclosure.hpp"
#include "shared/wire/columns.hpp"
#include "tests/integration/guarded_office.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace disclosure_test {
namespace {
using Json = nlohmann::ordered_json;
char const* const own_words = "东门消火栓无水";
char const* const neighbours_words = "另一所学校的记录";

Change comment(Root const& visit, std::string const& item, char const* words) {
    RecordName const name{visit, RecordType::answer, Uuid::derived(visit.id, item)};
    return {name, item, find_field(*find_type(RecordType::answer), "comment")->number, Change::Kind::write, words,
            {},   {}};
}

/// A visit on which one batch also holds a write to another visit; its server stopped.
struct Shown {
    Office at;
    std::string visit;
    Json document;

    Shown() {
        REQUIRE(at.check_in() == "in_force");
        Bytes const picture(500, 7);
        at.inspector->photo(at.inspector->visit().id, "evidence", sha256(picture), 500);
        auto const item = at.inspector->list().sections.front().items.front().code;
        Change const both[] = {comment(at.inspector->visit(), item, own_words),
                               comment(at.tablet.planned_visit("RTN8"), "1.1", neighbours_words)};
        REQUIRE(at.tablet.replica().write(both, at.tablet.person()));
        REQUIRE(at.tablet.replica().seal());
        (void)at.inspector->finding(item, "消火栓无水", 'B');
        REQUIRE(at.tablet.drain(at.server->base()));
        REQUIRE(at.tablet.send_photo(at.server->base(), picture));
        at.server.reset();
        visit = at.inspector->visit().id.to_string();
        auto const ran = mingchad({"export", "proof", "--data", at.data.string(), "--visit", visit});
        REQUIRE(ran.code == 0);
        document = Json::parse(ran.out);
    }
    Ran checked(Json const& shown, std::string const& identity = {}) {
        auto const path = at.home.path() / "proof.json";
        std::ofstream(path) << shown.dump();
        std::vector<std::string> words{"audit", "disclosed", path.string()};
        if (!identity.empty()) words.insert(words.end(), {"--identity", identity});
        return mingchad(words, Errors::with_the_rest);
    }
};

/// Every text of hexadecimal digits in it, the identity's last.
void hex_texts(Json& of, std::vector<Json*>& out) {
    if (of.is_string() && of.get<std::string>().find('-') == std::string::npos && of.get<std::string>().size() >= 64)
        out.push_back(&of);
    if (of.is_structured())
        for (auto& one : of) hex_texts(one, out);
}
}  // namespace

TEST_CASE("one visit is shown alone: all that was written of it, proven, and nothing of its neighbours",
          "[integration][disclosure]") {
    Shown shown;
    auto const ran = shown.checked(shown.document, shown.document["identity"]);
    INFO(ran.out);
    CHECK(ran.code == 0);
    CHECK(ran.out.find(": sound") != std::string::npos);
    CHECK(ran.out.find(" 1 photos") != std::string::npos);
    CHECK(ran.out.find(" of the office") != std::string::npos);
    std::set<Root> roots;
    std::string content;
    bool hides = false;
    for (auto const& batch : shown.document["batches"]) {
        auto const header = *BatchHeader::decode(*from_hex(batch["header"].get<std::string>()));
        hides |= header.count > batch["deltas"].size();
        for (auto const& one : batch["deltas"]) {
            auto const bytes = *from_hex(one["delta"].get<std::string>());
            roots.insert(decode_delta(bytes)->record.name.root);
            content += as_text(bytes);
        }
    }
    CHECK(hides);
    CHECK(roots.size() == 2);  // the visit and its finding
    CHECK(roots.contains(shown.at.inspector->visit()));
    CHECK(content.find(own_words) != std::string::npos);
    CHECK(content.find(neighbours_words) == std::string::npos);

    // The office's ruling on each of the steps.
    std::map<RecordType, int> office;
    for (auto const& one : shown.document["office"]) {
        auto const deltas = *decode_columns(*from_hex(one["writes"].get<std::string>()), 100);
        for (auto const& delta : deltas) {
            CHECK(roots.contains(delta.record.name.root));
            ++office[delta.record.name.type];
        }
    }
    CHECK(office[RecordType::ruling] == 3);  // VT04 or VT05 to begin with, and FT01
}

TEST_CASE("a digit of it that is another is found", "[integration][disclosure]") {
    Shown shown;
    std::vector<Json*> texts;
    hex_texts(shown.document, texts);
    REQUIRE(texts.size() > 50);
    std::uint64_t const seed = 20261130;
    INFO("seed " << seed);
    SeededRandom random(seed);
    for (int i = 0; i < 60; ++i) {
        auto& text = *texts[random.below(texts.size())];
        auto const before = text.get<std::string>();
        auto altered = before;
        auto const at = random.below(altered.size());
        altered[at] = altered[at] == '0' ? '1' : '0';
        text = altered;
        auto const ran = shown.checked(shown.document);
        INFO(before << " at " << at << ": " << ran.out);
        CHECK(ran.code != 0);
        text = before;
    }
    auto const other = shown.checked(shown.document, std::string(64, 'a'));
    CHECK(other.code != 0);
    CHECK(other.out.find("identity: ") != std::string::npos);
}

TEST_CASE("what is no disclosure is refused by its place, and an unknown visit by its name",
          "[integration][disclosure]") {
    Shown shown;
    for (auto const* member : {"schema", "identity", "head", "batches", "office", "photos"}) {
        auto less = shown.document;
        less.erase(member);
        auto const ran = shown.checked(less);
        INFO(ran.out);
        CHECK(ran.code != 0);
        CHECK(ran.out.find("\"" + std::string(member) + "\"") != std::string::npos);
    }
    for (auto const* visit : {"x", "01900000-0000-7000-8000-000000000000"}) {
        auto const ran =
            mingchad({"export", "proof", "--data", shown.at.data.string(), "--visit", visit}, Errors::with_the_rest);
        CHECK(ran.code != 0);
        CHECK(ran.out.find(visit) != std::string::npos);
    }
}

}  // namespace disclosure_test
