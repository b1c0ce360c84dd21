// mingcha-driven: the tablet program with a driver for end-to-end tests. Built with MC_TEST_DRIVER only.
#include <sys/stat.h>

#include <QCommandLineParser>
#include <QGuiApplication>
#include <QTextStream>

#include "client/app/application.hpp"
#include "client/app/driven_camera.hpp"
#include "client/app/driver.hpp"

int main(int argc, char** argv) {
    ::umask(S_IRWXG | S_IRWXO);  // the store is not encrypted: no other account of the machine reads it
    mingcha::CameraCapture::choose_backend();
    QGuiApplication qt(argc, argv);
    QGuiApplication::setApplicationName(QStringLiteral("mingcha"));
    QGuiApplication::setApplicationVersion(QStringLiteral(MC_VERSION));
    QCommandLineParser options;
    options.addHelpOption();
    QCommandLineOption const data(QStringLiteral("data"), QStringLiteral("Keep the store and the photos in DIR."),
                                  QStringLiteral("DIR"));
    QCommandLineOption const port(QStringLiteral("driver"),
                                  QStringLiteral("Listen on 127.0.0.1:PORT; 0 takes a free one and prints it."),
                                  QStringLiteral("PORT"), QStringLiteral("0"));
    QCommandLineOption const server(QStringLiteral("server"), QStringLiteral("As of mingcha."),
                                    QStringLiteral("ADDRESS"));
    QCommandLineOption const code(QStringLiteral("code"), QStringLiteral("As of mingcha."), QStringLiteral("CODE"));
    QCommandLineOption const pictures(QStringLiteral("pictures"), QStringLiteral("As of mingcha."),
                                      QStringLiteral("DIR"));
    QCommandLineOption const own_camera(QStringLiteral("own-camera"),
                                        QStringLiteral("Use the device's camera, not one that sees what it is told."));
    options.addOptions({data, port, server, code, pictures, own_camera});
    options.process(qt);
    if (!options.isSet(data)) return QTextStream(stderr) << "--data is needed\n", 2;

    std::unique_ptr<mingcha::Driver> driver;
    auto camera = std::make_unique<mingcha::DrivenCamera>();
    auto* const sees = camera.get();
    mingcha::Application application(
        {options.value(data), options.value(pictures), std::move(camera), options.value(server), options.value(code)});
    if (!application.load()) return 1;
    driver = std::make_unique<mingcha::Driver>(application, *sees, static_cast<quint16>(options.value(port).toUInt()));
    if (driver->port() == 0) return QTextStream(stderr) << "the port is taken\n", 1;
    QTextStream(stdout) << "driver on 127.0.0.1:" << driver->port() << Qt::endl;
    int const ended = QGuiApplication::exec();
    driver.reset();
    return ended;
}
