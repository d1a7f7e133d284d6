using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Export;

/// <summary>One camera of an order. Immutable.</summary>
/// <param name="Id">The camera.</param>
/// <param name="Name">As its owner typed it: anything at all.</param>
/// <param name="SourceUrl">Where its stream comes from, without user and password.</param>
/// <param name="Mac">Null where it is not known.</param>
/// <param name="Ranges">Stretches of UTC, oldest first; each becomes a file, or several where the file system limits their size.</param>
public sealed record ExportCamera(CameraId Id, string Name, string SourceUrl, string? Mac, IReadOnlyList<UtcRange> Ranges);
