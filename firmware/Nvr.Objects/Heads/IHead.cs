namespace Nvr.Objects.Heads;

/// <summary>Reads what a family of models answers. Pure; throws <see cref="Core.NvrException"/> of kind Unsupported, in words, for an answer of another shape than the manifest says.</summary>
internal interface IHead
{
    /// <summary>Boxes in pixels of the model's picture, all of them finite and with an area; the same object more than once.</summary>
    List<Detection> Read(IReadOnlyList<Answer> outputs);
}
