#include <catch2/catch.hpp>

#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/confirmation_draft.hpp"
#include "client/viewmodels/confirmation_note.hpp"
#include "client/viewmodels/feedback_draft.hpp"
#include "client/viewmodels/finding_steps.hpp"
#include "client/viewmodels/release.hpp"

using namespace mingcha;

namespace {
Uuid id(std::uint8_t n) {
    Uuid out;
    out.bytes.back() = n;
    return out;
}
Root const finding_root{RootKind::finding, id(7)};

Record record(RecordName const& name, std::vector<std::pair<std::string_view, Value>> const& fields) {
    Record out{name, {}, {}};
    std::uint64_t counter = 0;
    for (auto const& [field, value] : fields)
        out.at(change(name, field, value).field) =
            write({}, {}, {{{9}, ++counter}, {}, {}, std::string(as_text(value.encode()))});
    return out;
}
Record finding(std::string_view letter, int days, std::string_view basis = "条例 第五条") {
    return record(
        {finding_root, RecordType::finding, finding_root.id},
        {{"title", Value("通道堵塞")}, {"class", Value(letter)}, {"basis", Value(basis)}, {"days", Value(days)}});
}
FindingOpener opener() {
    auto n = std::make_shared<std::uint8_t>(std::uint8_t{20});
    return {id(1), [n] { return id((*n)++); }, [] { return std::string("TZ-1"); }};
}
/// The photos of a visit: from before, and from after where it was put right.
struct Shown {
    std::vector<Record> photos;
    CaseFile file;
    explicit Shown(bool both) {
        auto n = std::uint8_t{80};
        auto const photo = [&](char const* role) {
            photos.push_back(record({{RootKind::visit, id(3)}, RecordType::photo, id(n++)},
                                    {{"subject", Value(finding_root.id)}, {"role", Value(role)}}));
        };
        photo("before");
        if (both) photo("after");
        file = open_case(photos);
    }
};
std::vector<Change> steps_of(Record const& finding, std::span<Record const> known, bool both, FindingOpener const& by) {
    return opening_steps(finding, known, Shown(both).file, by);
}
std::vector<std::string> acts(std::vector<Change> const& changes) {
    std::vector<std::string> out;
    for (auto const& one : changes)
        if (one.name.type == RecordType::step && one.field == 2) out.push_back(one.value.text());
    return out;
}
}  // namespace

TEST_CASE("a whole finding of class B is opened and gets its notice in one write", "[viewmodels]") {
    auto const b = finding("B", 15);
    auto const steps = steps_of(b, std::span(&b, 1), false, opener());
    CHECK(acts(steps) == std::vector<std::string>{"FT01", "FT03"});
    auto const notice = std::ranges::find_if(
        steps, [](Change const& one) { return one.name.type == RecordType::notice && one.field == 1; });
    REQUIRE(notice != steps.end());
    CHECK(notice->value.text() == "TZ-1");
    auto const first = steps.front().name.id;
    auto const heads = std::ranges::find_if(steps, [&](Change const& one) {
        return one.name.type == RecordType::step && one.name.id != first && one.field == 4;
    });
    REQUIRE(heads != steps.end());
    CHECK(heads->value.list() == Value::List{Value(first)});
}

TEST_CASE("a finding without basis is not opened, and C waits for the office's notice", "[viewmodels]") {
    auto const bare = finding("B", 15, "");
    CHECK(steps_of(bare, std::span(&bare, 1), false, opener()).empty());
    auto const severe = finding("C", 7);
    CHECK(acts(steps_of(severe, std::span(&severe, 1), false, opener())) == std::vector<std::string>{"FT01"});
}

TEST_CASE("a finding of an item that is neither judged nor photographed is not opened", "[viewmodels]") {
    auto of_item = finding("B", 15);
    of_item.at(change(of_item.name, "item", Value("M1.1")).field) =
        write({}, {}, {{{9}, 9}, {}, {}, std::string(as_text(Value("M1.1").encode()))});
    CHECK(opening_steps(of_item, std::span(&of_item, 1), CaseFile{}, opener()).empty());
    CHECK(acts(steps_of(of_item, std::span(&of_item, 1), false, opener())) == std::vector<std::string>{"FT01", "FT03"});
}

TEST_CASE("where the office gives the notices of class B, the tablet opens the finding and gives none",
          "[viewmodels]") {
    auto const b = finding("B", 15);
    auto by = opener();
    by.may_notice_b = false;
    CHECK(acts(steps_of(b, std::span(&b, 1), false, by)) == std::vector<std::string>{"FT01"});
}

TEST_CASE("put right on the spot asks for photos before and after", "[viewmodels]") {
    auto const a = finding("A", 0);
    CHECK(acts(steps_of(a, std::span(&a, 1), false, opener())) == std::vector<std::string>{"FT01"});
    CHECK(acts(steps_of(a, std::span(&a, 1), true, opener())) == std::vector<std::string>{"FT01", "FT02"});
}

TEST_CASE("what a finding was not ready for at the first hand-over it gets at the next", "[viewmodels]") {
    auto const opened_as = [](Record const& finding) {
        RecordName const step{finding_root, RecordType::step, id(60)};
        return std::vector{finding, record(step, {{"subject", Value(finding_root.id)}, {"act", Value("FT01")}})};
    };
    auto const a = opened_as(finding("A", 0));
    REQUIRE(finding_state(a.front(), a) == State::open);
    CHECK(steps_of(a.front(), a, false, opener()).empty());
    CHECK(acts(steps_of(a.front(), a, true, opener())) == std::vector<std::string>{"FT02"});
    auto const b = opened_as(finding("B", 15));
    auto const steps = steps_of(b.front(), b, false, opener());
    CHECK(acts(steps) == std::vector<std::string>{"FT03"});
    auto const heads = std::ranges::find_if(
        steps, [](Change const& one) { return one.name.type == RecordType::step && one.field == 4; });
    REQUIRE(heads != steps.end());
    CHECK(heads->value.list() == Value::List{Value(id(60))});
}

TEST_CASE("the confirmation code can be read by the server alone and stands nowhere in clear", "[viewmodels]") {
    SeededRandom random(1);
    Hash seed{};
    seed.fill(3);
    auto const box = make_box_key(seed);
    Hash hash{};
    hash.fill(5);
    ConfirmationDraft draft;
    draft.code = "482913";
    draft.signer_name = "李敏";
    auto const changes = confirmation_changes(draft, {{RootKind::visit, id(2)}, RecordType::confirmation, id(3)}, hash,
                                              box.public_key, random);
    Bytes sealed;
    for (auto const& one : changes) {
        auto const bytes = one.value.encode();
        CHECK(as_text(bytes).find("482913") == std::string_view::npos);
        if (one.field == 6) sealed = one.value.bytes();
    }
    auto const opened = open_box(sealed, box.public_key, box.secret);
    REQUIRE(opened);
    auto const value = Value::decode(*opened);
    REQUIRE(value);
    CHECK((*value)["code"].text() == "482913");
    CHECK((*value)["hash"].bytes() == Value(hash).bytes());
    CHECK((*value)["nonce"].bytes().size() == 16);
    CHECK(confirmation_act(draft) == "VT11");
}

TEST_CASE("a dissent names its points and its reason, an unsigned feedback its witness", "[viewmodels]") {
    SeededRandom random(1);
    ConfirmationDraft draft;
    draft.choice = "dissent";
    draft.points[id(7)] = {true, "days", "请改为 10 天", false};
    draft.points[id(8)] = {};
    CHECK(confirmation_act(draft) == "VT12");
    CHECK(confirmation_reason(draft) == "请改为 10 天");
    auto const changes =
        confirmation_changes(draft, {{RootKind::visit, id(2)}, RecordType::confirmation, id(3)}, {}, {}, random);
    auto const points = std::ranges::find(changes, 3, &Change::field);
    REQUIRE(points != changes.end());
    REQUIRE(points->value.list().size() == 1);
    CHECK(points->value.list().front()["finding"].id() == id(7));

    draft.choice = "unsigned";
    draft.reason = "拒绝签名";
    draft.witness = "张伟";
    CHECK(confirmation_act(draft) == "VT13");
    auto const none =
        confirmation_changes(draft, {{RootKind::visit, id(2)}, RecordType::confirmation, id(3)}, {}, {}, random);
    CHECK(std::ranges::find(none, 7, &Change::field)->value.text() == "张伟");
    CHECK(std::ranges::find(none, 6, &Change::field) == none.end());
}

TEST_CASE("a feedback lists each dot once, as sixteen bytes", "[viewmodels]") {
    auto const b = finding("B", 15);
    std::vector<Record> const twice{b, b};
    auto const dots = covered_dots(twice);
    REQUIRE(dots.size() == 4 * 16);
    CHECK(Bytes(dots.begin(), dots.begin() + 16) == Bytes{0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1});
}

TEST_CASE("faces are kept only with a ground", "[viewmodels]") {
    CHECK(release_value("no_child", ""));
    CHECK_FALSE(release_value("ground", "  "));
    CHECK((*release_value("ground", "条例 第三条"))["ground"].text() == "条例 第三条");
    CHECK_FALSE(release_value("anything", ""));
}

TEST_CASE("no photo is let go as masked while nothing on the tablet masks it", "[viewmodels]") {
    CHECK_FALSE(release_value("masked", ""));
    for (auto const& option : release_options()) CHECK(option.toMap()["value"] != "masked");
}

TEST_CASE("what the school entered is kept for its visit only, and a signature only with its time", "[viewmodels]") {
    ConfirmationDraft draft;
    draft.choice = "dissent";
    draft.points[id(4)] = {true, "days", "请改为 10 天", true};
    draft.witness = "门卫王师傅";
    draft.typed = "李敏";
    draft.strokes = {QVariantList{1.0, 2.0, 3.5, 4.0}, QVariantList{5.0, 6.0}};
    draft.drawing = QByteArray("\x89PNG\0 and so on", 15);
    draft.signed_ms = 1'782'000'000'000;
    auto note = confirmation_note({id(2), id(4)}, draft, "absent");
    CHECK_FALSE(read_confirmation_note(note, {id(3), id(4)}));
    auto kept = read_confirmation_note(note, {id(2), id(4)});
    REQUIRE(kept);
    CHECK(kept->second == "absent");
    CHECK(kept->first.choice == "dissent");
    CHECK(kept->first.points.at(id(4)).text == "请改为 10 天");
    CHECK(kept->first.witness == "门卫王师傅");
    CHECK(kept->first.typed == "李敏");
    CHECK(kept->first.strokes == draft.strokes);
    CHECK(kept->first.drawing == draft.drawing);
    CHECK(kept->first.signed_ms == draft.signed_ms);
    note.remove("signedAt");  // of a version that did not keep the time
    CHECK(read_confirmation_note(note, {id(2), id(4)})->first.typed.empty());
    CHECK(read_confirmation_note(note, {id(2), id(4)})->first.drawing.isEmpty());
}

TEST_CASE("a new feedback asks anew: the school's words stay, nothing by which it agreed does", "[viewmodels]") {
    ConfirmationDraft draft;
    draft.choice = "unsigned";
    draft.points[id(4)] = {true, "days", "请改为 10 天", true};
    draft.whole = "整改期限过短";
    draft.reason = "校长不在";
    draft.witness = "门卫王师傅";
    draft.signer_role = "head";
    draft.typing = true;
    draft.typed = "李敏";
    draft.drawing = QByteArray("drawn");
    draft.signed_ms = 1'782'000'000'000;
    auto const note = confirmation_note({id(2), id(5)}, draft, "absent");
    auto const kept = read_confirmation_note(note, {id(2), id(6)});
    REQUIRE(kept);
    auto const& [again, reason] = *kept;
    CHECK(again.points.at(id(4)).text == "请改为 10 天");
    CHECK(again.whole == "整改期限过短");
    CHECK(again.signer_role == "head");
    CHECK(again.typing);
    CHECK(again.choice == "confirm");
    CHECK(again.typed.empty());
    CHECK(again.drawing.isEmpty());
    CHECK(again.signed_ms == 0);
    CHECK(again.witness.empty());
    CHECK(again.reason.empty());
    CHECK(reason.isEmpty());
}

TEST_CASE("what the school said of a finding that was removed is no dissent any more", "[viewmodels]") {
    ConfirmationDraft draft;
    draft.points[id(7)] = {true, "facts", "", false};
    draft.points[id(8)] = {true, "facts", "", false};
    auto const left = finding("B", 15);
    auto const* shown = &left;
    drop_points(draft, {&shown, 1});
    REQUIRE(draft.points.size() == 1);
    CHECK(draft.points.begin()->first == left.name.id);
    CHECK(has_dissent(draft));
    drop_points(draft, {});
    CHECK_FALSE(has_dissent(draft));
    draft.whole = "整改期限过短";
    CHECK(has_dissent(draft));
}
