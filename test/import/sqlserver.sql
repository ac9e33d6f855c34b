USE [Shop]
GO
/****** Object:  Table [dbo].[Customer]    Script Date: 1/1/2020 ******/
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO
CREATE TYPE [dbo].[Flag] FROM [bit] NOT NULL
GO
IF NOT EXISTS (SELECT * FROM sys.objects WHERE object_id = OBJECT_ID(N'[dbo].[Customer]') AND type in (N'U'))
BEGIN
CREATE TABLE [dbo].[Customer](
	[CustomerId] [int] IDENTITY(1,1) NOT FOR REPLICATION NOT NULL,
	[First Name] [nvarchar](50) COLLATE Latin1_General_CI_AS NULL,
	[Notes] [nvarchar](max) NULL,
	[IsActive] [dbo].[Flag] NOT NULL,
	[Amount] [decimal](18, 2) NOT NULL CONSTRAINT [DF_amt]  DEFAULT ((0)),
	[Total]  AS ([Amount]*(2)) PERSISTED NOT NULL,
	[RowGuid] [uniqueidentifier] ROWGUIDCOL  NOT NULL,
	[Ver] [timestamp] NOT NULL,
	[SysStart] [datetime2](7) GENERATED ALWAYS AS ROW START HIDDEN NOT NULL,
	[SysEnd] [datetime2](7) GENERATED ALWAYS AS ROW END HIDDEN NOT NULL,
	[Ssn] [char](11) MASKED WITH (FUNCTION = 'partial(0,"XXX-XX-",4)') NULL,
	[xml] [xml](CONTENT [HumanResources].[Schema]) NULL,
 CONSTRAINT [PK_Customer] PRIMARY KEY CLUSTERED 
(
	[CustomerId] ASC
)WITH (PAD_INDEX = OFF, STATISTICS_NORECOMPUTE = OFF, IGNORE_DUP_KEY = OFF, ALLOW_ROW_LOCKS = ON) ON [PRIMARY],
 CONSTRAINT [UQ_X] UNIQUE NONCLUSTERED ([RowGuid] ASC, [Ver] DESC) ON [PRIMARY],
 PERIOD FOR SYSTEM_TIME ([SysStart], [SysEnd]),
 INDEX [IX_a] NONCLUSTERED ([Amount])
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
WITH (SYSTEM_VERSIONING = ON (HISTORY_TABLE = [dbo].[CustomerHistory]))
END
GO
CREATE TABLE Sales.Orders (
  OrderId INT NOT NULL PRIMARY KEY NONCLUSTERED,
  CustomerId INT NOT NULL FOREIGN KEY REFERENCES dbo.Customer(CustomerId) ON DELETE CASCADE,
  Qty smallint NULL CHECK (Qty > 0 AND Qty < 100),
  Created datetime2 DEFAULT SYSUTCDATETIME(),
  Cur char(3) NOT NULL DEFAULT 'EUR',
  [Desc] varchar(100)
)
CREATE TABLE NoGo (a int, b AS a*2, c sql_variant)
INSERT INTO NoGo VALUES (1)
CREATE TABLE #tmp (x int)
GO
CREATE PROCEDURE dbo.P AS
BEGIN
  CREATE TABLE #inner (a int);
  CREATE TABLE dbo.notreal (a int)
  SELECT 1
END
GO
CREATE OR ALTER VIEW [dbo].[vw] WITH SCHEMABINDING AS
SELECT TOP 100 PERCENT c.CustomerId, [Alias Col] = c.[First Name], COUNT_BIG(*) AS n, CAST(c.Amount AS money) amt
FROM dbo.Customer AS c INNER JOIN Sales.Orders o ON o.CustomerId = c.CustomerId
WHERE EXISTS (SELECT 1 FROM NoGo)
GO
ALTER TABLE [dbo].[Customer] ADD  CONSTRAINT [DF_2]  DEFAULT (newid()) FOR [RowGuid]
GO
ALTER TABLE [Sales].[Orders]  WITH CHECK ADD  CONSTRAINT [FK_1] FOREIGN KEY([OrderId], [CustomerId])
REFERENCES [dbo].[Customer] ([CustomerId], [Amount])
ON UPDATE CASCADE
ON DELETE SET NULL
GO
ALTER TABLE [Sales].[Orders] CHECK CONSTRAINT [FK_1]
GO
ALTER TABLE [Sales].[Orders]  WITH NOCHECK ADD  CONSTRAINT [CK_1] CHECK  (([Qty]>(0)))
GO
ALTER TABLE Sales.Orders ADD Extra1 int NULL, Extra2 varchar(10) NOT NULL DEFAULT ('x'), CONSTRAINT uq2 UNIQUE (Extra1)
GO
CREATE UNIQUE NONCLUSTERED INDEX [IX_U] ON [Sales].[Orders] ([Qty] ASC) INCLUDE([Cur]) WITH (PAD_INDEX = OFF) ON [PRIMARY]
GO
CREATE UNIQUE INDEX [IX_F] ON [Sales].[Orders] ([Cur]) WHERE ([Cur] IS NOT NULL)
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'The customer''s id' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Customer', @level2type=N'COLUMN',@level2name=N'CustomerId'
GO
EXEC sp_addextendedproperty N'MS_Description', N'A table', 'SCHEMA', N'dbo', 'TABLE', N'Customer'
GO
IF OBJECT_ID('dbo.Old') IS NOT NULL DROP TABLE dbo.Old;
CREATE TABLE dbo.Old (id int identity primary key)
ALTER TABLE dbo.Old ADD CONSTRAINT fk_o FOREIGN KEY (id) REFERENCES NoGo(a);
CREATE TABLE dbo.FactSales ( SaleKey bigint NOT NULL, d date )
WITH ( DISTRIBUTION = HASH([SaleKey]), CLUSTERED COLUMNSTORE INDEX, PARTITION ( d RANGE RIGHT FOR VALUES ('2020-01-01')) );
CREATE EXTERNAL TABLE ext.t (a int) WITH (LOCATION='/x/', DATA_SOURCE = ds, FILE_FORMAT = ff)
GO
DECLARE @sql nvarchar(max) = N'CREATE TABLE dyn (a int)'
EXEC sp_executesql @sql
GO
BEGIN TRY
BEGIN TRAN;
CREATE TABLE [dbo].[NoComma] (
    [A] INT NOT NULL,
    [B] INT NOT NULL INDEX IX_B NONCLUSTERED
    CONSTRAINT [PK_NoComma] PRIMARY KEY CLUSTERED ([A] ASC, [B] ASC)
);
COMMIT TRAN;
END TRY
BEGIN CATCH
  THROW
END CATCH
CREATE TABLE Edge1 (w int, CONSTRAINT EC CONNECTION (a TO b) ON DELETE NO ACTION) AS EDGE
SELECT w INTO copied FROM Edge1
