#include "client/viewmodels/store.hpp"

#include <QEventLoop>
#include <QTemporaryDir>
#include <catch2/catch.hpp>

#include "client/platform/device_clock.hpp"
#include "tests/client/one_visit.hpp"

using namespace mingcha;

namespace {
/// A store as the screens have it: on the visit, told of everything so far.
struct Screen {
    QTemporaryDir scratch;
    std::string directory = (prepare(scratch.path().toStdString()), scratch.path().toStdString());
    SystemRandom random;
    DeviceClock clock{random};
    Store store{scratch.path(), clock, random};

    Screen() {
        QEventLoop loop;
        QObject::connect(&store, &Store::opened, &loop, &QEventLoop::quit);
        store.open();
        loop.exec();
        REQUIRE(store.cache().find(head));
    }
    void write(std::vector<Change> changes) {
        QEventLoop loop;
        QString error = QStringLiteral("no answer");
        store.write(std::move(changes), [&](WriteResult const& result) {
            error = result.error;
            loop.quit();
        });
        loop.exec();
        REQUIRE(error == QString());
    }
};
}  // namespace

TEST_CASE("whatever a screen writes covers what it showed and nothing that came since", "[store]") {
    Screen screen;
    auto const field = GENERATE("summary", "highlights", "number");
    screen.write({change(head, field, "shown")});
    colleague_writes(screen.directory, change(head, field, "a colleague's"));
    screen.write({change(head, field, "mine")});
    CHECK(texts(screen.directory, head, field) == std::set<std::string>{"mine", "a colleague's"});
    screen.write({change(head, field, "settled")});  // by now the screen shows both
    CHECK(texts(screen.directory, head, field) == std::set<std::string>{"settled"});
}

TEST_CASE("who withdraws a record has not withdrawn what came since", "[store]") {
    Screen screen;
    RecordName const photo{visit_root, RecordType::photo, Uuid::v7(8, screen.random)};
    screen.write({change(photo, "subject", visit_root.id), change(photo, "caption", "shown")});
    colleague_writes(screen.directory, change(photo, "caption", "a colleague's"));
    screen.write({withdrawal(photo, "removed")});
    auto const record = read(screen.directory, photo);
    REQUIRE((record && *record));
    CHECK_FALSE(is_withdrawn(**record));
    CHECK(texts(screen.directory, photo, "caption") == std::set<std::string>{"shown", "a colleague's"});
}
