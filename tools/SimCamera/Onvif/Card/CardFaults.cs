namespace SimCamera.Onvif.Card;

/// <summary>How a card, or the replay of it, misbehaves. Changed only while the camera is made.</summary>
internal sealed class CardFaults
{
    /// <summary>What the search tells is so much longer at both ends than what there is.</summary>
    public TimeSpan Lie { get; set; }

    /// <summary>A replay falls silent after so much of it, without a word.</summary>
    public TimeSpan? EndsAfter { get; set; }

    /// <summary>How far the times of replayed pictures are off from the camera's own clock.</summary>
    public TimeSpan ClockError { get; set; }

    public bool HasClock { get; set; } = true;

    /// <summary>Every three seconds of a replay the last two come again.</summary>
    public bool Repeats { get; set; }

    /// <summary>A replay does not end where it was asked to, and begins again at the end of the card.</summary>
    public bool IsEndless { get; set; }
}
