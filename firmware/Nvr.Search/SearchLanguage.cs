namespace Nvr.Search;

/// <summary>In which language completions and explanations are given; words of both are understood in any case.</summary>
public enum SearchLanguage
{
    English,
    German,
}
