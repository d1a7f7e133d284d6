using Nvr.Core;

namespace Nvr.Search;

/// <summary>A camera that whoever asks may see, and the zones that its events name.</summary>
public sealed record Place(CameraId Camera, string Name, IReadOnlyList<string> Zones);
