using Nvr.Core;

namespace Nvr.Objects.Heads;

/// <summary>How it is said that a model cannot be used.</summary>
internal static class ModelFault
{
    /// <param name="what">Continues the sentence, with its full stop.</param>
    public static NvrException Of(string what) => new(ErrorKind.Unsupported, $"This model cannot be used: {what}");
}
