#include "client/viewmodels/store.hpp"

#include <QJsonDocument>
#include <QPointer>
#include <QTimer>

#include "client/sync/worker.hpp"
#include "client/viewmodels/changes.hpp"

namespace mingcha {

bool Store::ChangeSet::touches(RecordType type) const {
    return std::ranges::any_of(names, [&](RecordName const& name) { return name.type == type; });
}
bool Store::ChangeSet::touches(Root const& root) const {
    return std::ranges::any_of(names, [&](RecordName const& name) { return name.root == root; });
}

Store::Store(QString data_directory, Clock& clock, Random& random, QObject* parent)
    : QObject(parent),
      directory_(std::move(data_directory)),
      clock_(clock),
      random_(random),
      worker_(new Worker(directory_)) {
    thread_.setObjectName(QStringLiteral("store"));
    worker_->moveToThread(&thread_);
    connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
    connect(worker_, &Worker::pictured, this, &Store::take);
    connect(worker_, &Worker::linkChanged, this, [this](LinkPicture const& link) {
        link_ = link;
        emit linkChanged();
    });
    connect(worker_, &Worker::queueChanged, this, [this](QueuePicture const& queue) {
        queue_ = queue;
        emit queueChanged();
    });
    thread_.start();
}

Store::~Store() {
    if (notes_queued_) {
        auto const json = QJsonDocument(notes_).toJson(QJsonDocument::Compact);
        QMetaObject::invokeMethod(
            worker_, [worker = worker_, json] { (void)worker->set_notes(json); }, Qt::QueuedConnection);
    }
    // Behind everything that was posted, so no write is forgotten.
    QMetaObject::invokeMethod(
        worker_, [this] { thread_.quit(); }, Qt::QueuedConnection);
    thread_.wait();
}

template <typename Job, typename Then>
void Store::ask(Job job, Then done) {
    QMetaObject::invokeMethod(
        worker_,
        [worker = worker_, self = QPointer(this), job = std::move(job), done = std::move(done)]() mutable {
            auto result = job(*worker);
            QMetaObject::invokeMethod(
                self, [result = std::move(result), done = std::move(done)] { done(result); }, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

void Store::open() {
    ask([](Worker& worker) { return worker.open(); },
        [this](Opened const& facts) {
            opened_ = facts;
            notes_ = QJsonDocument::fromJson(facts.notes.toUtf8()).object();
            emit opened();
        });
}

void Store::take(Pictured const& pictured) {
    ChangeSet changes;
    for (auto const& name : pictured.gone) {
        cache_.drop(name);
        changes.names.insert(name);
    }
    for (auto const& record : pictured.changed) {
        changes.names.insert(record.name);
        cache_.put(record);
    }
    if (!changes.names.empty()) emit changed(changes);
}

void Store::finish(WriteResult const& result, Done const& done) {
    if (result.ok()) {
        saved_ms_ = result.saved_ms;
        emit saved(result.saved_ms);
    } else {
        emit failed(result.error);
    }
    if (done) done(result);
}

/// Screens show the cache: a write that says nothing else has seen that. By the time it reaches the worker, more may have come.
void Store::write(WriteJob job, Done done) {
    for (auto& change : job.changes)
        if (!change.seen) {
            auto const* shown = cache_.find(change.name);
            change = on_sight_of(shown, std::move(change));
        }
    ask([job = std::move(job)](Worker& worker) { return worker.write(job); },
        [this, done = std::move(done)](WriteResult const& result) { finish(result, done); });
}

void Store::write(std::vector<Change> changes, Done done) {
    WriteJob job;
    job.changes = std::move(changes);
    write(std::move(job), std::move(done));
}

void Store::keep_photo(PhotoJob job, PhotoDone done) {
    ask([job = std::move(job)](Worker& worker) { return worker.keep_photo(job); },
        [this, done = std::move(done)](PhotoResult const& result) {
            finish({result.error, result.saved_ms}, {});
            if (done) done(result);
        });
}

void Store::show(Root const& root) {
    QMetaObject::invokeMethod(
        worker_, [worker = worker_, root] { worker->show(root); }, Qt::QueuedConnection);
}

void Store::seal() {
    QMetaObject::invokeMethod(
        worker_, [worker = worker_] { worker->seal(); }, Qt::QueuedConnection);
}

void Store::retry_held(std::int64_t held_id, Done done) {
    ask([held_id](Worker& worker) { return worker.retry_held(held_id); },
        [this, done = std::move(done)](WriteResult const& result) { finish(result, done); });
}

Uuid Store::new_id() {
    return Uuid::v7(clock_.now().time_ms, random_);
}

QUrl Store::photo_url(Hash const& sha256, std::string_view mime) const {
    return QUrl::fromLocalFile(directory_ + QStringLiteral("/photos/") +
                               QString::fromStdString(CapturePipeline::file_name(sha256, mime)));
}

void Store::set_note(QString const& name, QJsonValue const& value) {
    if (notes_.value(name) == value) return;
    notes_.insert(name, value);
    emit noteChanged(name);
    if (notes_queued_) return;
    notes_queued_ = true;  // several notes of one moment are one write
    QTimer::singleShot(0, this, [this] {
        notes_queued_ = false;
        auto const json = QJsonDocument(notes_).toJson(QJsonDocument::Compact);
        ask([json](Worker& worker) { return worker.set_notes(json); },
            [this](WriteResult const& result) {
                if (!result.ok()) emit failed(result.error);
            });
    });
}

void Store::when_kept(std::function<void()> done) {
    // Behind the timer of the notes, then behind everything that was posted.
    QTimer::singleShot(0, this,
                       [this, done = std::move(done)] { ask([](Worker&) { return true; }, [done](bool) { done(); }); });
}

void Store::set_pin(QString const& pin, Done done) {
    ask([pin, demo = note(QStringLiteral("demo")).toBool()](Worker& worker) { return worker.set_pin(pin, demo); },
        [this, done = std::move(done)](WriteResult const& result) {
            if (result.ok()) opened_.pin_set = true;
            if (done) done(result);
        });
}

void Store::check_pin(QString const& pin, std::function<void(PinResult const&)> done) {
    ask([pin](Worker& worker) { return worker.check_pin(pin); }, std::move(done));
}

void Store::ask_server(QString const& address, QString const& code, std::function<void(ServerFacts const&)> done) {
    QMetaObject::invokeMethod(
        worker_,
        [worker = worker_, self = QPointer(this), address, code, done = std::move(done)] {
            worker->ask_server(address, code, [self, done](ServerFacts const& facts) {
                QMetaObject::invokeMethod(
                    self, [facts, done] { done(facts); }, Qt::QueuedConnection);
            });
        },
        Qt::QueuedConnection);
}

void Store::enrol(QString const& code, QString const& label, std::function<void(EnrolResult const&)> done) {
    QMetaObject::invokeMethod(
        worker_,
        [this, worker = worker_, code, label, done = std::move(done)] {
            worker->enrol(code, label, [this, worker, done](EnrolResult const& result) {
                // The store is open already; asking again brings the person and the notes that enrolment wrote.
                auto const facts = result.error.isEmpty() ? worker->open() : Opened{};
                QMetaObject::invokeMethod(
                    this,
                    [this, result, facts, done] {
                        if (result.error.isEmpty()) {
                            auto const mine = notes_;
                            opened_ = facts;
                            notes_ = QJsonDocument::fromJson(facts.notes.toUtf8()).object();
                            for (auto at = mine.begin(); at != mine.end(); ++at)
                                if (!notes_.contains(at.key())) notes_.insert(at.key(), at.value());
                        }
                        done(result);
                    },
                    Qt::QueuedConnection);
            });
        },
        Qt::QueuedConnection);
}

void Store::connect_now() {
    QMetaObject::invokeMethod(
        worker_, [worker = worker_] { worker->connect_now(); }, Qt::QueuedConnection);
}
void Store::set_paused(bool paused) {
    QMetaObject::invokeMethod(
        worker_, [worker = worker_, paused] { worker->set_paused(paused); }, Qt::QueuedConnection);
}
void Store::pause_visit(Uuid const& visit, bool paused) {
    QMetaObject::invokeMethod(
        worker_, [worker = worker_, visit, paused] { worker->pause_visit(visit, paused); }, Qt::QueuedConnection);
}

void Store::write_text_file(QString const& name, QString const& text) {
    ask([name, text](Worker& worker) { return worker.write_text_file(name, text); },
        [this](WriteResult const& result) {
            if (!result.ok()) emit failed(result.error);
        });
}

}  // namespace mingcha
