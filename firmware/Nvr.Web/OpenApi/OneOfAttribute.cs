namespace Nvr.Web.OpenApi;

/// <summary>The words that a string of the API may be, for its description; of a list, what each of its items may be. Immutable.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OneOfAttribute : Attribute
{
    public OneOfAttribute(params string[] words) => Words = words;

    /// <summary>The words for the values of an enum (see <see cref="WordLists"/>), and some more.</summary>
    public OneOfAttribute(Type values, params string[] more) => Words = [.. WordLists.Of(values), .. more];

    public IReadOnlyList<string> Words { get; }
}
