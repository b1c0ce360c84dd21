#include "client/sync/worker.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <QBuffer>
#include <QImage>
#include <QTemporaryDir>
#include <catch2/catch.hpp>

#include "client/sync/picture.hpp"
#include "client/sync/visit_queues.hpp"
#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/undoable.hpp"
#include "tests/client/one_visit.hpp"

using namespace mingcha;

namespace worker_test {
namespace {
QByteArray png(int shade) {
    QImage image(8, 8, QImage::Format_RGB32);
    image.fill(QColor(shade, shade, shade));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, "PNG");
    return bytes;
}

PhotoJob photo_job(Uuid const& id, int shade = 9, char const* role = "evidence") {
    RecordName const name{visit_root, RecordType::photo, id};
    return {png(shade), [name, role](KeptImage const& kept) {
                return std::vector<Change>{change(name, "subject", visit_root.id), change(name, "role", role),
                                           change(name, "sha256", kept.blob.sha256)};
            }};
}

/// Runs `work` in a process that dies at once after it, as when the battery is taken out: no destructor, no flush.
template <typename Work>
void and_then_the_power_goes(Work work) {
    auto const child = ::fork();
    if (child == 0) {
        work();
        ::_exit(0);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE((WIFEXITED(status) && WEXITSTATUS(status) == 0));
}

Change comment(char const* text) {
    return keyed_change(answer("M1.1"), "M1.1", "comment", text);
}

/// The answer as a screen has it.
Record painted(std::string const& directory) {
    auto const found = read(directory, answer("M1.1"));
    REQUIRE((found && *found));
    return **found;
}

/// Writes as the tablet does that is started for it.
void write(QTemporaryDir const& scratch, std::vector<Change> changes) {
    Worker worker(scratch.path());
    REQUIRE(worker.open().enrolled);
    WriteJob job;
    job.changes = std::move(changes);
    REQUIRE(worker.write(std::move(job)).ok());
}

/// A colleague, who had seen nothing, answered the same item.
void colleague_writes(std::string const& directory, char const* text) {
    mingcha::colleague_writes(directory, comment(text));
}

std::set<std::string> comments(std::string const& directory) {
    std::set<std::string> out;
    auto const record = painted(directory);
    for (auto const* one : record.versions("comment")) out.insert(Value::decode(view(one->value))->text());
    return out;
}
}  // namespace

TEST_CASE("what 已存 said is there after the power went", "[worker]") {
    QTemporaryDir scratch;
    auto const directory = scratch.path().toStdString();
    prepare(directory);
    and_then_the_power_goes([&] {
        Worker worker(scratch.path());
        if (!worker.open().enrolled) ::_exit(1);
        for (auto const* item : {"M1.1", "M1.2", "M1.3"}) {
            WriteJob job;
            job.changes = {keyed_change(answer(item), item, "comment", item)};
            if (!worker.write(job).ok()) ::_exit(2);
        }
    });
    for (auto const* item : {"M1.1", "M1.2", "M1.3"}) {
        auto const found = read(directory, answer(item));
        REQUIRE((found && *found));
        CHECK((*found)->value("comment") == Value(item));
    }
}

TEST_CASE("a photo that was taken has its record and its place in the queue after the power went", "[worker]") {
    QTemporaryDir scratch;
    prepare(scratch.path().toStdString());
    SystemRandom random;
    auto const id = Uuid::v7(3, random);
    and_then_the_power_goes([&] {
        Worker worker(scratch.path());
        if (!worker.open().enrolled || !worker.keep_photo(photo_job(id)).ok()) ::_exit(1);
    });
    Worker worker(scratch.path());
    auto const opened = worker.open();
    CHECK(opened.strays.empty());
    auto const found = read(scratch.path().toStdString(), {visit_root, RecordType::photo, id});
    REQUIRE((found && *found));
    CHECK((*found)->value("sha256").bytes().size() == 32);
}

TEST_CASE("a signature waits beside the photos and is not counted as one", "[worker]") {
    QTemporaryDir scratch;
    auto const directory = scratch.path().toStdString();
    prepare(directory);
    SystemRandom random;
    {
        Worker worker(scratch.path());
        REQUIRE(worker.open().enrolled);
        REQUIRE(worker.keep_photo(photo_job(Uuid::v7(3, random), 9)).ok());
        REQUIRE(worker.keep_photo(photo_job(Uuid::v7(4, random), 90, "signature")).ok());
        WriteJob job;
        job.changes = step_changes({visit_root, visit_root.id, "VT05", {}, {}, {}}, Uuid::v7(5, random), {}, {});
        REQUIRE(worker.write(job).ok());
    }
    DeviceClock clock(random);
    auto const replica = *Replica::open(directory + "/replica.db", clock, random);
    Picture picture(*replica);
    REQUIRE(picture.refresh());
    auto const queue = queue_picture(*replica, picture.records(), {}, {});
    REQUIRE((queue && queue->visits.size() == 1));
    CHECK(queue->visits[0].photos == 1);
    CHECK(queue->visits[0].signatures == 1);
    VisitQueue visit{.visit = {}, .data_done = true, .photos = 1, .photos_done = 1, .signatures = 1};
    CHECK_FALSE(visit.is_done());
    visit.signatures_done = 1;
    CHECK(visit.is_done());
}

TEST_CASE("a write is told to the screen before its answer comes", "[worker]") {
    QTemporaryDir scratch;
    prepare(scratch.path().toStdString());
    Worker worker(scratch.path());
    REQUIRE(worker.open().enrolled);
    std::vector<Pictured> told;
    QObject::connect(&worker, &Worker::pictured, &worker, [&](Pictured const& pictured) { told.push_back(pictured); });
    WriteJob job;
    job.changes = {change(visit_head, "summary", "now")};
    auto const result = worker.write(job);
    REQUIRE(result.ok());
    CHECK(result.saved_ms > 0);
    REQUIRE(told.size() == 1);
    REQUIRE(told[0].changed.size() == 1);
    CHECK(told[0].changed[0].value("summary") == Value("now"));
}

TEST_CASE("answers travel to the screen only of visits that somebody looks at", "[worker]") {
    QTemporaryDir scratch;
    prepare(scratch.path().toStdString());
    Worker worker(scratch.path());
    REQUIRE(worker.open().enrolled);
    std::vector<Pictured> told;
    QObject::connect(&worker, &Worker::pictured, &worker, [&](Pictured const& pictured) { told.push_back(pictured); });
    WriteJob job;
    job.changes = {keyed_change(answer("M1.1"), "M1.1", "comment", "x")};
    REQUIRE(worker.write(job).ok());
    CHECK(told.empty());
    worker.show(visit_root);
    REQUIRE(told.size() == 1);
    CHECK(std::ranges::any_of(told[0].changed, [](Record const& one) { return one.name == answer("M1.1"); }));
}

TEST_CASE("a write that has seen less keeps its colleague's value beside it, but not its own writer's", "[worker]") {
    QTemporaryDir scratch;
    prepare(scratch.path().toStdString());
    Worker worker(scratch.path());
    REQUIRE(worker.open().enrolled);
    WriteJob job;
    job.changes = {keyed_change(answer("M1.1"), "M1.1", "comment", "first")};
    REQUIRE(worker.write(job).ok());
    job.changes = {keyed_change(answer("M1.1"), "M1.1", "comment", "second")};
    job.changes[0].seen = VersionVector{};  // the field was empty when it took focus; "first" was typed here since
    REQUIRE(worker.write(job).ok());
    auto const found = read(scratch.path().toStdString(), answer("M1.1"));
    REQUIRE((found && *found));
    CHECK((*found)->versions("comment").size() == 1);
    CHECK((*found)->value("comment") == Value("second"));
}

TEST_CASE("a tap covers what the screen showed, not what a page brought since", "[worker]") {
    QTemporaryDir scratch;
    auto const directory = scratch.path().toStdString();
    prepare(directory);
    write(scratch, {on_sight_of(nullptr, comment("mine"))});
    auto const screen = painted(directory);
    colleague_writes(directory, "a colleague's");
    write(scratch, {on_sight_of(&screen, comment("tap"))});
    CHECK(comments(directory) == std::set<std::string>{"tap", "a colleague's"});
    write(scratch, {on_sight_of(&screen, comment("second tap"))});  // before the screen knew of the first
    CHECK(comments(directory) == std::set<std::string>{"second tap", "a colleague's"});
    auto const both = painted(directory);
    write(scratch, {on_sight_of(&both, comment("settled"))});
    CHECK(comments(directory) == std::set<std::string>{"settled"});
}

TEST_CASE("an undo takes back one's own act and leaves a colleague's answer that came meanwhile", "[worker]") {
    QTemporaryDir scratch;
    auto const directory = scratch.path().toStdString();
    prepare(directory);
    write(scratch, {comment("before")});
    RecordCache cache;
    cache.put(painted(directory));
    bool const says_what_it_saw = GENERATE(true, false);
    auto const act = says_what_it_saw ? on_sight_of(cache.find(answer("M1.1")), comment("act")) : comment("act");
    auto const back = way_back(cache, {act});
    write(scratch, {act});
    colleague_writes(directory, "a colleague's");
    write(scratch, back);
    CHECK(comments(directory) == std::set<std::string>{"before", "a colleague's"});
}

TEST_CASE("writing into a visit that is not here is refused by name", "[worker]") {
    QTemporaryDir scratch;
    prepare(scratch.path().toStdString());
    Worker worker(scratch.path());
    REQUIRE(worker.open().enrolled);
    SystemRandom random;
    Root const other{RootKind::visit, Uuid::v7(9, random)};
    WriteJob job;
    job.changes = {change({other, RecordType::visit, other.id}, "summary", "x")};
    CHECK(worker.write(job).error == "root_incomplete");
}

}  // namespace worker_test
