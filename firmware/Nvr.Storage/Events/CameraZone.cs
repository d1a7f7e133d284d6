using Nvr.Core;

namespace Nvr.Storage.Events;

/// <summary>A zone that events of a camera have named.</summary>
public sealed record CameraZone(CameraId Camera, string Zone);
