#include <catch2/catch.hpp>

#include <QCoreApplication>

#include "client/viewmodels/addendum_words.hpp"
#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/held_words.hpp"
#include "client/viewmodels/item_rows.hpp"
#include "client/viewmodels/lookups.hpp"
#include "client/viewmodels/other_versions.hpp"
#include "client/viewmodels/qr_code.hpp"
#include "client/viewmodels/receipt_controller.hpp"
#include "client/viewmodels/verdict_edits.hpp"
#include "client/viewmodels/words.hpp"
#include "qml/i18n/language.hpp"
#include "shared/data/data_file.hpp"
#include "shared/replica/replica.hpp"
#include "shared/sync/judge.hpp"

using namespace mingcha;

namespace {
/// Words need a program that has chosen a language.
void speak() {
    static int count = 1;
    static char name[] = "test";
    static char* arguments[] = {name, nullptr};
    static QCoreApplication program(count, arguments);
    static Language language;
    if (language.code().isEmpty()) language.use(QStringLiteral("zh"));
}

Checklist list(std::string_view code) {
    speak();
    auto parsed = built_in_checklist(code);
    REQUIRE(parsed);
    return *std::move(parsed);
}

QVariantMap row(Checklist const& list, Item const& item, Verdict const& verdict, CaseFile const& file = {}) {
    for (auto const& section : list.sections)
        for (auto const& one : section.items)
            if (one.code == item.code)
                return item_row({list, section, one, file, verdict, {}, 1, 1, false, false, false, false});
    return {};
}

/// What a person touches first on a control of this shape.
VerdictEdit::Edited touch(Item const& item, Checklist const& list) {
    VerdictEdit const edit(item, {});
    auto const shape = shape_of(item);
    if (shape == "deduct") return edit.full_mark();
    if (shape == "points") return edit.points("+");
    if (shape == "measure") return item.scoring == Scoring::time ? edit.measured("", "9:00") : edit.measured("", "5");
    if (shape == "text") return edit.note("无");
    if (shape == "sample") {
        auto verdict = VerdictEdit(item, {}).sample(0, true);
        for (int i = 1; i < item.sample->size; ++i) verdict = VerdictEdit(item, *verdict).sample(i, true);
        return verdict;
    }
    auto const start = list.two_points.empty() || item.scoring == Scoring::no_yes
                           ? VerdictEdit::Edited(Verdict{})
                           : edit.choose("term_start", item.levels.front().code);
    return VerdictEdit(item, *start).choose("", item.levels.front().code);
}
}  // namespace

TEST_CASE("every item of every list is answered by its own control, and the answer stands", "[viewmodels]") {
    for (auto const* code : {"RTN8", "SAFE", "FOOD", "STD88", "FIRE", "KG", "PRIN", "SJ", "OPEN"}) {
        auto const all = list(code);
        for (auto const& section : all.sections)
            for (auto const& item : section.items) {
                INFO(code << ' ' << item.code << ' ' << plain(shape_of(item)));
                CHECK(row(all, item, {})["state"] == "open");
                auto const touched = touch(item, all);
                REQUIRE(touched);
                auto const verdict = filled_in(item, *touched, {});
                CHECK(check_verdict(all, item, verdict));
                CHECK(row(all, item, verdict)["state"] == "done");
            }
    }
}

TEST_CASE("what a list asks for beside the answer has fields of its own", "[viewmodels]") {
    auto const term = list("PRIN");
    auto const& satisfied = *term.item("P7.1");
    auto const both =
        VerdictEdit(satisfied, *VerdictEdit(satisfied, {}).measured("term_start", "80")).measured("", "92.5");
    REQUIRE(both);
    CHECK(check_verdict(term, satisfied, *both));
    auto const fields = row(term, satisfied, *both)["measures"].toList();
    REQUIRE(fields.size() == 2);
    CHECK(fields[0].toMap()["key"] == "term_start");
    CHECK(fields[0].toMap()["value"] == "80");
    CHECK(fields[0].toMap()["title"] == "任期初");
    CHECK(fields[1].toMap()["value"] == "92.5");
    auto const scored = score_item(term, satisfied, *both, {});
    CHECK(*scored.points_start == *Decimal::parse("3.2"));
    CHECK(*scored.points == *Decimal::parse("3.7"));
    CHECK_FALSE(VerdictEdit(satisfied, {}).measured("term_start", "viel"));
    CHECK(VerdictEdit(satisfied, *both).measured("term_start", "")->measured_start == std::nullopt);

    auto const kindergarten = list("KG");
    auto const& sizes = *kindergarten.item("A1.3");
    CHECK(row(kindergarten, sizes, {})["shape"] == "choice");
    CHECK(row(kindergarten, sizes, {})["measures"].toList().size() == 5);
    Verdict verdict;
    for (auto const* size : {"size", "small", "middle", "big", "mixed"}) {
        auto const next = VerdictEdit(sizes, verdict).measured(size, "25");
        REQUIRE(next);
        verdict = filled_in(sizes, *next, {});
        CHECK(check_verdict(kindergarten, sizes, verdict));
    }
    CHECK(verdict.level == "A");
    CHECK(verdict.automatic);
    auto const large = filled_in(sizes, *VerdictEdit(sizes, verdict).measured("small", "31"), {});
    CHECK(large.level.empty());  // how far it fails is the inspector's to say
    auto const chosen = *VerdictEdit(sizes, large).choose("", "C");
    CHECK(filled_in(sizes, *VerdictEdit(sizes, chosen).measured("small", "24"), {}).level == "C");
    CHECK(VerdictEdit(sizes, verdict).measured("mixed", "")->measures.size() == 4);
    CHECK_FALSE(VerdictEdit(sizes, {}).measured("huge", "3"));
}

TEST_CASE("the same choice again changes nothing, another one replaces it", "[viewmodels]") {
    auto const all = list("RTN8");
    auto const& item = *all.item("M3.4");
    auto const first = VerdictEdit(item, {}).choose("", "0");
    REQUIRE(first);
    CHECK(VerdictEdit(item, *first).choose("", "0") == first);
    CHECK(VerdictEdit(item, *first).choose("", "2")->level == "2");
    CHECK_FALSE(VerdictEdit(item, *first).choose("", "9"));
    CHECK(*VerdictEdit(item, *first).clear() == Verdict{});
}

TEST_CASE("a level that followed from a value is chosen by hand only when another one is tapped", "[viewmodels]") {
    auto const all = list("RTN8");
    auto const& item = *all.item("M3.4");
    Verdict automatic;
    automatic.level = "2";
    automatic.automatic = true;
    CHECK(VerdictEdit(item, automatic).choose("", "2") == VerdictEdit::Edited(automatic));
    CHECK_FALSE(VerdictEdit(item, automatic).choose("", "0")->automatic);
}

TEST_CASE("not applicable takes the answer away and a choice takes the reason away", "[viewmodels]") {
    auto const all = list("RTN8");
    auto const& item = *all.item("M3.4");
    auto const reason = all.na_reasons.front().code;
    auto const na = VerdictEdit(item, *VerdictEdit(item, {}).choose("", "0")).not_applicable(reason);
    REQUIRE(na);
    CHECK(na->level.empty());
    auto const shown = row(all, item, *na);
    CHECK(shown["na"].toBool());
    CHECK(shown["naReason"].toString() == qt(all.na_reasons.front().words.zh));
    CHECK_FALSE(VerdictEdit(item, *na).choose("", "2")->is_na());
}

TEST_CASE("faults are marked, counted and taken back; without any the item is open again", "[viewmodels]") {
    auto const all = list("FIRE");
    auto const& item = *all.item("X1.1");
    auto const marked = VerdictEdit(item, {}).fault("free", "3");
    REQUIRE(marked);
    CHECK(score_item(all, item, *marked).points == Decimal(5));
    CHECK(row(all, item, *marked)["faults"].toList().front().toMap()["amount"] == "3");
    CHECK_FALSE(row(all, item, *marked)["full"].toBool());
    CHECK(row(all, item, *marked)["deductText"] == "扣 3，得 5");
    auto const back = VerdictEdit(item, *marked).fault("free", "0");
    CHECK_FALSE(back->faults);
    CHECK(row(all, item, *VerdictEdit(item, {}).full_mark())["full"].toBool());
    CHECK_FALSE(VerdictEdit(item, {}).fault("free", "three"));
    CHECK_FALSE(VerdictEdit(item, {}).fault("nothing", "1"));
}

TEST_CASE("times of day are read as people type them", "[viewmodels]") {
    CHECK(parse_time("9") == 540);
    CHECK(parse_time("14:30") == 870);
    CHECK(parse_time("1430") == 870);
    CHECK(parse_time("830") == 510);
    CHECK_FALSE(parse_time("24:00"));
    CHECK_FALSE(parse_time("9:60"));
    CHECK_FALSE(parse_time("nine"));
}

TEST_CASE("a failed veto shows its strip until there is a comment or a photo", "[viewmodels]") {
    auto const all = list("FOOD");
    auto const& item = *all.item("F1.1");
    auto const no = VerdictEdit(item, {}).choose("", "n");
    auto const bare = row(all, item, *no);
    CHECK(bare["veto"].toBool());
    CHECK(bare["vetoFailed"].toBool());
    CHECK_FALSE(bare["vetoSettled"].toBool());
    CHECK(bare["vetoText"] == "触发一票否决，请补充照片或说明");

    Record answer{{{RootKind::visit, {}}, RecordType::answer, {}}, "F1.1", {}};
    answer.at(2) = write({}, {}, {{{1}, 1}, {}, {}, std::string(as_text(Value("过期").encode()))});
    CaseFile file;
    file.answers.emplace("F1.1", &answer);
    auto const said = row(all, item, *no, file);
    CHECK(said["vetoSettled"].toBool());
    CHECK(said["commentCount"] == 1);
    CHECK(photo_state(item, score_item(all, item, *no), file)["tone"] == "warning");
}

TEST_CASE("a row carries exactly the number, key and options of its item", "[viewmodels]") {
    auto const all = list("RTN8");
    auto const shown = row(all, *all.item("M3.4"), *VerdictEdit(*all.item("M3.4"), {}).choose("", "1"));
    CHECK(shown["number"] == "3.4");
    CHECK(shown["key"] == "M3_4");
    CHECK(shown["shape"] == "choice");
    QStringList words;
    for (auto const& one : shown["options"].toList())
        words.push_back(one.toMap()["value"].toString() + one.toMap()["word"].toString() +
                        QString::number(one.toMap()["level"].toInt()));
    CHECK(words == QStringList{"2符合1", "1基本符合4", "0不符合5"});
    CHECK(shown["columns"].toList().front().toMap()["value"] == "1");
    CHECK(shown["pointsText"].toString().isEmpty());  // the list has no sum
}

TEST_CASE("a write that has seen one of two values leaves the other beside it", "[viewmodels]") {
    Uuid mine, theirs;
    mine.bytes[15] = 1, theirs.bytes[15] = 2;
    auto const sibling = [](std::uint64_t replica, std::uint64_t counter, Uuid const& author, char const* text) {
        return Sibling{{{replica}, counter}, {}, author, std::string(as_text(Value(text).encode()))};
    };
    FieldState field;
    field = write(field, {}, sibling(7, 3, mine, "a"));
    field = join(field, write({}, {}, sibling(9, 5, theirs, "b")));
    Record answer{{{RootKind::visit, mine}, RecordType::answer, mine}, "M1.1", {}};
    answer.at(find_field(*find_type(RecordType::answer), "comment")->number) = field;
    auto const* shown = own_or_first(&answer, "comment", mine);
    REQUIRE(shown);
    CHECK(sibling_text(*shown) == "a");
    CHECK(sibling_text(*own_or_first(&answer, "comment", theirs)) == "b");
    auto const typed = write(field, seen_only(field, {shown}), sibling(7, 4, mine, "a2"));
    std::vector<std::string> stay;
    for (auto const& one : typed.siblings) stay.push_back(sibling_text(one));
    CHECK(stay == std::vector<std::string>{"a2", "b"});
    CHECK(typed.vector == [&] {
        auto out = field.vector;
        out.raise({7}, 4);
        return out;
    }());
    CHECK(join(field, typed).siblings == typed.siblings);
}

TEST_CASE("a receipt's QR is words that any scanner shows, and last the address of the page that checks the code",
          "[qr]") {
    speak();
    auto const note = [](char const* server) {
        return receipt_note("育英中学", "DD-2026-0012", 1'781'248'860'000, "K7N9-6DPK-VH0P", server);
    };
    CHECK(note("inspect.example.cn:8443").endsWith("\nhttps://inspect.example.cn:8443/verify/K7N9-6DPK-VH0P"));
    auto const text = note("");
    CHECK_FALSE(text.contains("://"));
    for (auto const* part : {"育英中学", "DD-2026-0012", "K7N9-6DPK-VH0P"}) CHECK(text.contains(QString(part)));
    CHECK(text.contains(day_code(1'781'248'860'000)));
    CHECK(text.count('\n') == 4);
    auto const longest = receipt_note(QString(60, QChar(0x6821)), QString(40, '9'), 1'781'248'860'000, QString(20, 'K'),
                                      QStringLiteral("https://") + QString(60, 'a') + QStringLiteral(".cn:8443"));
    CHECK_FALSE(qr_rows(longest).isEmpty());
}

TEST_CASE("whatever the centre refuses is told in words, and sent again only where that can help", "[viewmodels]") {
    speak();
    std::vector<std::string_view> codes(std::begin(verdict_codes), std::end(verdict_codes));
    codes.insert(codes.end(), std::begin(own_held_codes), std::end(own_held_codes));
    for (auto const code : codes) {
        auto const words = held_words(code);
        CAPTURE(code);
        CHECK(words.reason != qt(code));
        CHECK_FALSE(words.reason.startsWith(QStringLiteral("vm.")));
        bool const may_change =
            code == "grant" || code == "permission" || code == "follows_refused" || code == "refused_late";
        CHECK(words.retry_helps == may_change);
    }
}

TEST_CASE("what was added after signing is told in the words of the work, never by codes", "[viewmodels]") {
    speak();
    RecordName const name{{RootKind::finding, {{9}}}, RecordType::finding, {{9}}};
    Record finding{name, {}, {}};
    finding.at(4) = write({}, {}, {{{9}, 1}, {}, {}, std::string(as_text(Value("通道堵塞").encode()))});
    auto const id = name.id.to_string();
    std::vector<Addendum> const added{
        {"answer X1.1", "comment", {}, {}}, {"answer X1.1", "verdict", {}, {}}, {"finding " + id, "days", {}, {}},
        {"finding " + id, "unit", {}, {}},  {"photo a", "sha256", {}, {}},      {"photo a", "size", {}, {}},
        {"photo b", "sha256", {}, {}},      {"visit", "members", {}, {}},       {"visit", "summary", {}, {}}};
    CHECK(addendum_lines(added, std::span(&finding, 1)) == QStringList{"第 1.1 项：说明、评定有补充",
                                                                       "问题“通道堵塞”：期限有补充",
                                                                       "本次督导：内容有补充", "照片有补充：2 张"});
}

TEST_CASE("a connection that the centre ends for good is not called a weak network", "[viewmodels]") {
    speak();
    for (auto const* code :
         {"unknown_version", "not_enrolled", "bad_signature", "bad_frame", "bad_batch", "wrong_device"}) {
        CAPTURE(code);
        CHECK(refusal_words(code).startsWith(QStringLiteral("服务器没有接收：")));
    }
    CHECK(refusal_words("not_enrolled").contains(QStringLiteral("联系督导室重新登记")));
    for (auto const* code : {"", "gap", "busy", "server_error", "server_stops", "untrusted", "timeout", "disk_full"})
        CHECK(refusal_words(code).isEmpty());
    for (auto const* code : {"disk_full", "server_error", "busy", "server_stops"}) {
        CAPTURE(code);
        CHECK(link_trouble(code).startsWith(QStringLiteral("中心")));
        CHECK(link_trouble(code).contains(QStringLiteral("本机")));  // where what was written is
    }
    CHECK(link_trouble("disk_full").contains(QStringLiteral("空间已满")));
    CHECK(link_trouble("own_disk_full").startsWith(QStringLiteral("本机空间不足")));
    CHECK(link_trouble("own_corrupt").contains(QStringLiteral("corrupt")));
    for (auto const* code : {"", "timeout", "untrusted", "bad_batch"}) CHECK(link_trouble(code).isEmpty());
    for (auto const* code : {"bad_batch", "bad_columns", "bad_pack", "too_large", "unknown_frame"})
        CHECK(refusal_words(code).contains(QLatin1String(code)));
    CHECK(photo_trouble("").isEmpty());
    CHECK(photo_trouble("no_answer").contains(QStringLiteral("自动重试")));
    CHECK(photo_trouble("disk_full").contains(QStringLiteral("空间已满")));
    CHECK(photo_trouble("wrong_hash").contains(QStringLiteral("重新传送")));
    for (auto const* code : {"own_unreadable", "own_damaged"})
        CHECK(photo_trouble(code).contains(QStringLiteral("联系督导室")));
    CHECK(photo_trouble("not_named").contains(QStringLiteral("not_named")));
}

TEST_CASE("of two offices' figures the inspector's own counts, in whatever order they came", "[viewmodels]") {
    bool const own_first = GENERATE(true, false);
    Uuid const city{{1}}, district{{own_first ? std::uint8_t{0} : std::uint8_t{2}, 7}};
    RecordCache cache;
    auto const put = [&](RecordName const& name, std::string key, std::uint16_t field, Value value) {
        Record record{name, std::move(key), {}};
        record.at(field) = write({}, {}, {{{9}, 1}, {}, {}, std::string(as_text(value.encode()))});
        cache.put(record);
    };
    auto const set = [&](Uuid const& office, char const* figure) {
        put({{RootKind::office, office}, RecordType::setting, office}, "lease_days", 1, Value(figure));
    };
    auto const parent = find_field(*find_type(RecordType::office), "parent")->number;
    put({{RootKind::office, city}, RecordType::office, city}, "", parent, Value(Uuid{}));
    put({{RootKind::office, district}, RecordType::office, district}, "", parent, Value(city));
    CHECK(setting(cache, settings::lease_days) == 7);
    set(city, "10");
    CHECK(setting(cache, settings::lease_days) == 10);
    set(district, "3");
    CHECK(setting(cache, settings::lease_days) == 3);
}

TEST_CASE("a figure may come as a Chinese input method gives it; what is none is not taken", "[viewmodels]") {
    Item time, percent;
    time.scoring = Scoring::time;
    percent.scoring = Scoring::percent;
    CHECK(VerdictEdit(time, {}).measured("", "８：２０")->time == 8 * 60 + 20);
    CHECK(VerdictEdit(percent, {}).measured("", "６０％")->measured == Decimal(60));
    CHECK(VerdictEdit(percent, {}).measured("", " 60 % ")->measured == Decimal(60));
    CHECK(VerdictEdit(percent, {}).measured("", "60。5")->measured == *Decimal::parse("60.5"));
    CHECK_FALSE(VerdictEdit(percent, {}).measured("", "９５分钟左右"));
    CHECK_FALSE(VerdictEdit(time, {}).measured("", "25:99"));
    CHECK_FALSE(VerdictEdit(percent, {}).measured("", "abc"));
}
