using Nvr.Core;

namespace Nvr.Recording.Watching;

/// <summary>Which cameras' pictures are wanted by the search for motion at this moment. That a camera is set aside because its pictures end the analysis is told by the box's health. Thread-safe.</summary>
public sealed class WatchOutlook(OwnMotion own, WatchOptions options)
{
    public WatchStanding Of(CameraId camera, bool isEnabled, MotionMode mode) =>
        !isEnabled ? WatchStanding.CameraOff
        : mode switch
        {
            MotionMode.On => WatchStanding.Watched,
            MotionMode.Off => WatchStanding.Off,
            _ when !options.IsAutomatic => WatchStanding.BoxDoesNot,
            _ when own.Tells(camera) => WatchStanding.CameraTells,
            _ => WatchStanding.Watched,
        };
}
