using Nvr.Web.OpenApi;

namespace Nvr.Web.Cargo;

/// <summary>What sticks carry, may carry, and brought. Immutable.</summary>
/// <param name="Found">What was found on the stick that was looked into last; null where none was, or it is gone.</param>
/// <param name="Update">The update that is being installed, or was last; null where none was since the start.</param>
/// <param name="Models">Those on the box.</param>
public sealed record CargoView(CargoPolicy Policy, FoundCargo? Found, UpdateView? Update, IReadOnlyList<ModelView> Models);

/// <summary>What a stick carries. Immutable.</summary>
/// <param name="Stick">Its id.</param>
public sealed record FoundCargo(string Stick, IReadOnlyList<CargoItem> Items);

/// <summary>One thing on a stick that may be of use. Immutable.</summary>
/// <param name="File">Its name on the stick.</param>
/// <param name="Kind"><c>update</c>, <c>backup</c> or <c>model</c>.</param>
/// <param name="Name">What is shown and, for an update (its version) or a backup (its recorder), has to be typed.</param>
/// <param name="Sentence">What it is, or why it cannot be used.</param>
public sealed record CargoItem(string File, [property: OneOf("update", "backup", "model")] string Kind, string Name, long Bytes, bool IsUsable, string Sentence, string? NextStep);
