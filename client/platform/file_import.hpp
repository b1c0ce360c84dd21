#pragma once

#include <functional>

#include "client/platform/capture.hpp"

namespace mingcha {

/// Pictures from files: what a device without a camera has, and what 从文件选择 does on any device. Which file is asked for
/// through `ask`, so that a test or a portal can answer; the file is read on a thread of the global pool, never on the UI thread.
class FileImport final : public Capture {
    Q_OBJECT

public:
    /// Calls back with the chosen path, or an empty one.
    using Ask = std::function<void(std::function<void(QString const& path)> chosen)>;

    explicit FileImport(Ask ask, QObject* parent = nullptr);

    [[nodiscard]] State state() const override { return State::ready; }
    void set_sink(QVideoSink*) override {}
    /// Asks for a file.
    void shutter() override;
    [[nodiscard]] bool has_torch() const override { return false; }
    void set_torch(bool) override {}

    /// `failed("not_an_image")` for what is neither JPEG nor PNG, `failed("too_big")` over `import_bytes_max`.
    void read(QString const& path);

private:
    Ask ask_;
};

inline constexpr qint64 import_bytes_max = 24 * 1024 * 1024;  // a 50 MP JPEG of a phone has 15-20 MB

}  // namespace mingcha
