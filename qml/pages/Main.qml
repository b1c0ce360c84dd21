import QtQuick
import Mingcha.Theme
import Mingcha.ViewModels

/// The program's window. Binds the person's switches to the theme; everything else is the shell's.
Window {
    id: root

    required property AppController app

    color: Theme.color.bg
    height: 800
    minimumHeight: 480
    minimumWidth: 360
    objectName: "window"
    title: qsTrId("app.title")
    visible: true
    width: 1280

    Shell {
        anchors.fill: parent
        app: root.app
    }

    Binding {
        property: "width"
        target: Theme
        value: root.width
    }
    Binding {
        property: "height"
        target: Theme
        value: root.height
    }
    Binding {
        property: "dark"
        target: Theme
        value: root.app.settings.dark
    }
    Binding {
        property: "outdoor"
        target: Theme
        value: root.app.settings.outdoor
    }
    Binding {
        property: "glove"
        target: Theme
        value: root.app.settings.glove
    }
    Binding {
        property: "leftHand"
        target: Theme
        value: root.app.settings.leftHand
    }
    Binding {
        property: "reduceMotion"
        target: Theme
        value: root.app.settings.reduceMotion
    }
    Binding {
        property: "fontScale"
        target: Theme
        value: root.app.settings.fontScale
    }
}
