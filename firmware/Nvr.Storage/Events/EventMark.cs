using Nvr.Core;
using Nvr.Storage.Index;

namespace Nvr.Storage.Events;

/// <summary>A stretch of one boot in which something happened at a camera: its footage is event footage. Monotonic microseconds.</summary>
internal readonly record struct EventMark(CameraId Camera, BootMoment Start, long EndUs);
