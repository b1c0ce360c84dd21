// mingcha: the tablet program.
#include <sys/stat.h>

#include <QCommandLineParser>
#include <QGuiApplication>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTextStream>

#include "client/app/application.hpp"

namespace {

int self_test(QString const& given) {
    QTemporaryDir const own;
    mingcha::Application application({given.isEmpty() ? own.path() : given, {}});
    auto const complaints = application.self_test();
    QTextStream out(stdout);
    for (auto const& complaint : complaints) out << complaint << '\n';
    out << (complaints.isEmpty() ? "self-test passed: every page is shown\n" : "self-test failed\n");
    return complaints.isEmpty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    ::umask(S_IRWXG | S_IRWXO);  // the store is not encrypted: no other account of the machine reads it
    mingcha::CameraCapture::choose_backend();
    QGuiApplication qt(argc, argv);
    QGuiApplication::setApplicationName(QStringLiteral("mingcha"));
    QGuiApplication::setApplicationVersion(QStringLiteral(MC_VERSION));

    QCommandLineParser options;
    options.setApplicationDescription(QStringLiteral("Mingcha 明察: the tablet program of school inspection"));
    options.addHelpOption();
    options.addVersionOption();
    QCommandLineOption const data(QStringLiteral("data"), QStringLiteral("Keep the store and the photos in DIR."),
                                  QStringLiteral("DIR"));
    QCommandLineOption const test(QStringLiteral("self-test"),
                                  QStringLiteral("Show every page once; exit 0 when none complains."));
    QCommandLineOption const server(QStringLiteral("server"),
                                    QStringLiteral("Fill in this server on the first page, while not enrolled."),
                                    QStringLiteral("ADDRESS"));
    QCommandLineOption const code(QStringLiteral("code"), QStringLiteral("Fill in this enrolment code there."),
                                  QStringLiteral("CODE"));
    QCommandLineOption const pictures(
        QStringLiteral("pictures"), QStringLiteral("Choose pictures from DIR first, instead of the person's pictures."),
        QStringLiteral("DIR"));
    options.addOptions({data, test, server, code, pictures});
    options.process(qt);

    if (options.isSet(test)) return self_test(options.value(data));
    auto const standard = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    mingcha::Application application({options.isSet(data) ? options.value(data) : standard, options.value(pictures),
                                      nullptr, options.value(server), options.value(code)});
    return application.load() ? QGuiApplication::exec() : 1;
}
