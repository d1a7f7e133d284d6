namespace Nvr.Board.Panel;

/// <summary>What a disk bay's LED has to tell. A later one outweighs an earlier one where several are true.</summary>
public enum BayState
{
    Empty,

    /// <summary>A disk in use, and well.</summary>
    Well,

    /// <summary>A disk that belongs to nothing here: new, spare, or foreign.</summary>
    Unused,

    /// <summary>The array is being built, or rebuilt onto this disk.</summary>
    Rebuilding,

    /// <summary>The disk works but will fail soon by its own judgement, or has read errors.</summary>
    Worrying,

    /// <summary>The disk has failed, or is missing from its array: replace it.</summary>
    Failed,

    /// <summary>A person has asked which disk this is.</summary>
    Locating,
}
