namespace Nvr.Recording.Exports;

/// <summary>What an export does with the sound. The pictures are always those that were recorded, byte for byte.</summary>
public enum SoundChoice
{
    /// <summary>As it was recorded: evidence is not altered.</summary>
    Original,

    /// <summary>As AAC, which every player plays; sound that is AAC already is left as it is.</summary>
    Aac,

    /// <summary>Left out.</summary>
    None,
}
