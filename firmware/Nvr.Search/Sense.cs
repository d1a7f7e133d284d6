namespace Nvr.Search;

/// <summary>One meaning that words can have. <paramref name="Value"/> is of the type that <paramref name="As"/> stands for.</summary>
internal sealed record Sense(UnderstoodAs As, object? Value, string English, string German)
{
    public string In(SearchLanguage language) => language == SearchLanguage.German ? German : English;
}
