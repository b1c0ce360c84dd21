#pragma once

#include <QJsonObject>
#include <QObject>
#include <QThread>
#include <QUrl>
#include <functional>
#include <memory>
#include <set>

#include "client/sync/messages.hpp"
#include "client/viewmodels/record_cache.hpp"
#include "shared/base/clock.hpp"
#include "shared/base/random.hpp"

namespace mingcha {

class Worker;

/// The one door from screens to the disk and the network, which live on the worker's thread. Nothing here blocks: work is posted, and
/// comes back as a value. A write is in `cache()` and announced by `changed` only after it is on the disk.
///
/// UI thread.
class Store : public QObject {
    Q_OBJECT

public:
    /// What changed, for those who show a part.
    struct ChangeSet {
        std::set<RecordName> names;
        [[nodiscard]] bool touches(RecordType type) const;
        [[nodiscard]] bool touches(Root const& root) const;
    };
    using Done = std::function<void(WriteResult const&)>;
    using PhotoDone = std::function<void(PhotoResult const&)>;

    /// `clock` and `random` are this thread's; the worker has its own.
    Store(QString data_directory, Clock& clock, Random& random, QObject* parent = nullptr);
    /// Ends the worker after what is posted.
    ~Store() override;

    /// Opens the store on the worker; `opened` follows, after the first `changed`.
    void open();

    // What is known. Values of the last message from the worker.
    [[nodiscard]] RecordCache const& cache() const { return cache_; }
    [[nodiscard]] Opened const& facts() const { return opened_; }
    [[nodiscard]] Uuid person() const { return opened_.person; }
    [[nodiscard]] LinkPicture const& link() const { return link_; }
    [[nodiscard]] QueuePicture const& queue() const { return queue_; }
    [[nodiscard]] qint64 now_ms() { return clock_.now().time_ms; }
    /// Unix milliseconds of the last commit of a person's act; 0 = none in this run.
    [[nodiscard]] qint64 saved_ms() const { return saved_ms_; }

    // What a person does. `done` runs on this thread after the commit, and after `changed`.
    /// A change without `seen` has seen what `cache()` holds now.
    void write(WriteJob job, Done done = {});
    void write(std::vector<Change> changes, Done done = {});
    void keep_photo(PhotoJob job, PhotoDone done = {});
    /// Makes a root's answers, feedbacks and confirmations part of the cache.
    void show(Root const& root);
    void seal();
    void retry_held(std::int64_t held_id, Done done = {});

    [[nodiscard]] Uuid new_id();
    /// Where the worker keeps a photo's file.
    [[nodiscard]] QUrl photo_url(Hash const& sha256, std::string_view mime = "image/jpeg") const;

    // The app's own notes: settings, route, drafts without a record. In memory at once, on the disk soon after.
    [[nodiscard]] QJsonValue note(QString const& name) const { return notes_.value(name); }
    void set_note(QString const& name, QJsonValue const& value);
    /// `done` when all that was written and noted until now has reached the disk, or has said that it failed.
    void when_kept(std::function<void()> done);

    // PIN, enrolment and connection: answers come on this thread.
    void set_pin(QString const& pin, Done done);
    void check_pin(QString const& pin, std::function<void(PinResult const&)> done);
    void ask_server(QString const& address, QString const& code, std::function<void(ServerFacts const&)> done);
    void enrol(QString const& code, QString const& label, std::function<void(EnrolResult const&)> done);
    void connect_now();
    void set_paused(bool paused);
    void pause_visit(Uuid const& visit, bool paused);

    /// A small file in the data directory; `failed` when it cannot be written.
    void write_text_file(QString const& name, QString const& text);

signals:
    void opened();
    void changed(mingcha::Store::ChangeSet const& changes);
    /// A person's act is on the disk.
    void saved(qint64 time_ms);
    /// A write did not reach the disk: disk_full, io_error, no_memory, root_incomplete, value_too_large.
    void failed(QString const& code);
    void linkChanged();
    void queueChanged();
    void noteChanged(QString const& name);

private:
    void take(Pictured const& pictured);
    void finish(WriteResult const& result, Done const& done);
    /// Runs `job(worker)` there and `done(result)` here.
    template <typename Job, typename Then>
    void ask(Job job, Then done);

    QString directory_;
    Clock& clock_;
    Random& random_;
    QThread thread_;
    Worker* worker_ = nullptr;  // lives on thread_, deleted by it
    RecordCache cache_;
    Opened opened_;
    LinkPicture link_;
    QueuePicture queue_;
    QJsonObject notes_;
    bool notes_queued_ = false;
    qint64 saved_ms_ = 0;
};

}  // namespace mingcha
