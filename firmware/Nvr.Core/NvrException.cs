namespace Nvr.Core;

/// <summary>
/// A failure that has a kind and a sentence fit for the user. Programming errors are never wrapped in it.
/// The message names the thing and the next step; it never carries a password.
/// </summary>
public sealed class NvrException : Exception
{
    public NvrException(ErrorKind kind, string message, Exception? cause = null)
        : base(message, cause) => Kind = kind;

    public ErrorKind Kind { get; }

    /// <summary>What the user can do about it, as a sentence; null where the message or the kind says it already.</summary>
    public string? NextStep { get; init; }
}
