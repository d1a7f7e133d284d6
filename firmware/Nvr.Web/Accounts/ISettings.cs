namespace Nvr.Web.Accounts;

/// <summary>One setting file: what the books need of it. Read gives null when there is none yet; Write is atomic and durable.</summary>
internal interface ISettings<T>
    where T : class
{
    T? Read();

    void Write(T value);
}
