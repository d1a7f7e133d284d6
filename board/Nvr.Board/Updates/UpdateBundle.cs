namespace Nvr.Board.Updates;

/// <summary>A signed update, as the updater reads it. Immutable.</summary>
/// <param name="Version">Of what is in it.</param>
/// <param name="Compatible">The kind of box that it is for.</param>
/// <param name="BoxCompatible">The kind of box that this is.</param>
public sealed record UpdateBundle(string Version, string Compatible, string BoxCompatible)
{
    public bool FitsThisBox => Compatible == BoxCompatible;
}
