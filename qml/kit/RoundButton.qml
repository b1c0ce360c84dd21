import QtQuick
import Mingcha.Theme

/// The edged square of steppers and samples.
IconButton {
    edged: true
    iconSize: Theme.measure.iconButton
    implicitHeight: Theme.target.score
    implicitWidth: Theme.target.score
}
