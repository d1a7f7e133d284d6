namespace Nvr.Adoption.Import;

/// <summary>What a column of a list of cameras means.</summary>
internal enum CsvColumn
{
    Name,
    MainUrl,
    SubUrl,
    Host,
    Port,
    Maker,
    Channel,
    UserName,
    Password,
    Transport,
    RetainDays,
    Enabled,
    Audio,
}
