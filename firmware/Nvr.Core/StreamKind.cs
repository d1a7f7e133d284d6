namespace Nvr.Core;

/// <summary>Which of a camera's streams. The numbers are stored in files and in the index: never renumber.</summary>
public enum StreamKind : byte
{
    /// <summary>Full resolution: what is kept as evidence.</summary>
    Main = 0,

    /// <summary>Low resolution: grids, scrubbing, analysis.</summary>
    Sub = 1,
}
