using Nvr.Core;
using Nvr.Core.Events;

namespace Nvr.Storage.Events;

/// <summary>How many events of a kind a camera has had since the recorder started.</summary>
public sealed record EventCount(CameraId Camera, CameraEventKind Kind, long Count);
