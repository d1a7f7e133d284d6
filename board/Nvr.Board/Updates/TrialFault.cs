namespace Nvr.Board.Updates;

/// <summary>Why a system that was just installed is not good.</summary>
public enum TrialFault
{
    /// <summary>Its program ended again and again.</summary>
    Dying,

    /// <summary>Its page does not answer.</summary>
    Page,

    /// <summary>None of the volumes for recordings is there.</summary>
    Volumes,

    /// <summary>It records no camera.</summary>
    Recording,
}
