using Microsoft.EntityFrameworkCore;

namespace Frontend.Data;

/// <summary>The model on SQLite; a type of its own because each database has its own migrations.</summary>
internal sealed class SqliteFrontendDbContext(DbContextOptions<SqliteFrontendDbContext> options) : FrontendDbContext(options);
