using Nvr.Core;

namespace Nvr.Recording.Cameras;

/// <summary>What the main stream of one camera does at this moment.</summary>
public readonly record struct CameraMoment(CameraId Id, CameraState State);
