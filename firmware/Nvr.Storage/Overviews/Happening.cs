using Nvr.Core.Events;

namespace Nvr.Storage.Overviews;

/// <summary>How many events of a kind and class began in each cell of an overview. Immutable.</summary>
public sealed record Happening(CameraEventKind Kind, ObjectClass Object, IReadOnlyList<int> Counts);
