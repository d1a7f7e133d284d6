using Nvr.Core;

namespace Nvr.Storage.Index;

/// <summary>One stream of one camera: what segments and gaps belong to.</summary>
internal readonly record struct StreamKey(CameraId Camera, StreamKind Stream);
