import QtQuick
import QtMultimedia

/// What the camera sees. Loaded only where there is one.
VideoOutput {
    id: root

    readonly property var sink: root.videoSink

    fillMode: VideoOutput.PreserveAspectFit
}
