using Pictures;

// dotnet run --project tests/Pictures    draws docs/images anew
foreach (Picture picture in Picture.All)
{
    await File.WriteAllTextAsync(picture.Path, picture.Draw());
    Console.WriteLine($"{Path.GetRelativePath(Environment.CurrentDirectory, picture.Path)}");
}
