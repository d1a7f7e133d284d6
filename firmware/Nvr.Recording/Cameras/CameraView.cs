using Nvr.Core;

namespace Nvr.Recording.Cameras;

/// <summary>A camera as the API shows it: identity, settings (password removed) and the state of each of its streams.</summary>
public sealed record CameraView(CameraId Id, CameraSettings Settings, bool HasPassword, IReadOnlyList<StreamStatus> Streams);
