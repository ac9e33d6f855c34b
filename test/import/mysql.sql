-- MySQL dump 10.13  Distrib 8.0.32, for Linux (x86_64)
/*M!999999\- enable the sandbox mode */ 
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40014 SET FOREIGN_KEY_CHECKS=0 */;
CREATE DATABASE /*!32312 IF NOT EXISTS*/ `shop` /*!40100 DEFAULT CHARACTER SET utf8mb4 */;
USE `shop`;
DROP TABLE IF EXISTS `customer`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `customer` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT COMMENT 'It''s; the "id", (really)',
  `name` varchar(255) CHARACTER SET utf8mb3 COLLATE utf8_bin DEFAULT NULL,
  `type` enum('a','b,c','d''e') NOT NULL DEFAULT 'a',
  `flags` set('x','y') DEFAULT NULL,
  `active` tinyint(1) NOT NULL DEFAULT '1',
  `amount` decimal(10,2) unsigned DEFAULT '0.00',
  `created` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  `geo` geometry NOT NULL /*!80003 SRID 4326 */,
  `js` json DEFAULT (json_array()),
  `gen` varchar(100) GENERATED ALWAYS AS (concat(`name`,_utf8mb4' ')) VIRTUAL,
  `gen2` int AS (`id` + 1) STORED COMMENT 'g',
  `big` bigint(20) NOT NULL /*!50606 STORAGE DISK */ DEFAULT 5,
  `txt` longtext COLLATE utf8mb4_unicode_ci,
  `b` bit(1) NOT NULL DEFAULT b'0',
  `year` year(4) DEFAULT NULL,
  `key` varchar(50) NOT NULL,
  `hid` int DEFAULT NULL /*!80023 INVISIBLE */,
  PRIMARY KEY (`id`),
  UNIQUE KEY `uk_name` (`name`(100),`type`),
  UNIQUE KEY `uk_expr` ((lower(`name`))),
  KEY `idx` (`created`) USING BTREE COMMENT 'x',
  FULLTEXT KEY `ft` (`name`,`txt`),
  SPATIAL KEY `sp` (`geo`),
  CONSTRAINT `fk_self` FOREIGN KEY (`big`) REFERENCES `customer` (`id`) ON DELETE CASCADE ON UPDATE NO ACTION,
  CONSTRAINT `chk` CHECK ((`amount` > 0))
) ENGINE=InnoDB AUTO_INCREMENT=100 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci COMMENT='Customers; all'
/*!50100 PARTITION BY RANGE (`id`)
(PARTITION p0 VALUES LESS THAN (100) ENGINE = InnoDB,
 PARTITION p1 VALUES LESS THAN MAXVALUE ENGINE = InnoDB) */;
/*!40101 SET character_set_client = @saved_cs_client */;
LOCK TABLES `customer` WRITE;
INSERT INTO `customer` VALUES (1,'it\'s; CREATE TABLE x (','a;\\'),(2,'b"','c');
UNLOCK TABLES;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `ins` BEFORE INSERT ON `customer` FOR EACH ROW BEGIN
 SET NEW.name = 'x'; CREATE TABLE bad (a int);
END */;;
DELIMITER ;
SET @saved_cs_client     = @@character_set_client;
/*!50001 CREATE TABLE `v_c` (
  `id` tinyint NOT NULL
) ENGINE=MyISAM */;
/*!50001 DROP TABLE IF EXISTS `v_c`*/;
/*!50001 DROP VIEW IF EXISTS `v_c`*/;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=`root`@`localhost` SQL SECURITY DEFINER */
/*!50001 VIEW `v_c` AS select `c`.`id` AS `id`,concat(`c`.`name`,'x') AS `nm` from `customer` `c` where (`c`.`id` > 1) */;
CREATE TABLE IF NOT EXISTS t2 (
  id INT PRIMARY KEY, -- it's the id
  code CHAR(3) UNIQUE # another 'comment
  , parent INT REFERENCES t2(id),
  key idx_c (code),
  fulltext idx_f (code),
  index (parent),
  unique (code, parent),
  foreign key fk_nm (parent) references customer (id) on delete set null,
  ts DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  s SERIAL,
  d DOUBLE(10,2) ZEROFILL,
  n NATIONAL VARCHAR(20)
) TYPE=MyISAM;
ALTER TABLE `t2` ADD PRIMARY KEY (`id`), ADD KEY `z` (`code`), MODIFY `id` int(11) NOT NULL AUTO_INCREMENT, AUTO_INCREMENT=5;
ALTER TABLE t2 ADD COLUMN added VARCHAR(5) NOT NULL DEFAULT 'x,y' AFTER id, ADD first_one INT FIRST, CHANGE `code` `kode` CHAR(4) NOT NULL, DROP COLUMN d, COMMENT 'Second';
CREATE TABLE t3 LIKE t2;
CREATE TABLE t4 AS SELECT id, kode k FROM t2;
CREATE TABLE t5 SELECT 1 AS one;
RENAME TABLE t5 TO t6;
-- -----------------------------------------------------
-- Table `mydb`.`order's`
-- -----------------------------------------------------
CREATE TABLE IF NOT EXISTS `mydb`.`item` (
  `id` INT NOT NULL AUTO_INCREMENT,
  `name` VARCHAR(45) NULL,
  `fulltext` VARCHAR(45) NULL,
  `user_id` INT(10) UNSIGNED NOT NULL,
  PRIMARY KEY (`id`, `user_id`),
  UNIQUE INDEX `name_UNIQUE` (`name` ASC) VISIBLE,
  INDEX `fk_idx` (`user_id` ASC) VISIBLE,
  CONSTRAINT `fk_item_user`
    FOREIGN KEY (`user_id`)
    REFERENCES `shop`.`customer` (`id`)
    ON DELETE NO ACTION
    ON UPDATE NO ACTION)
ENGINE = InnoDB
DEFAULT CHARACTER SET = utf8;
